// Stand-in for the pages of MAUI and what makes them.
using System;
using System.Windows.Input;
namespace Microsoft.Maui {
  public class MauiAppCompatActivity : Android.App.Activity { }
  public abstract class MauiApplication : Java.Lang.Object { protected abstract Microsoft.Maui.Hosting.MauiApp CreateMauiApp(); }
}
namespace Microsoft.Maui.Hosting {
  public class MauiApp { public static MauiAppBuilder CreateBuilder() { return null; } }
  public class MauiAppBuilder { public Services Services { get { return null; } } public MauiApp Build() { return null; } }
  public class Services { }
  public static class Extensions {
    public static MauiAppBuilder UseMauiApp<T>(this MauiAppBuilder builder) where T : class { return builder; }
    public static Services AddTransient<T>(this Services services) where T : class { return services; }
  }
}
namespace Microsoft.Maui.Controls {
  public class Page { public event EventHandler Appearing; protected virtual void OnAppearing() { } public Page Next { get; set; } }
  public class ContentPage : Page { public object Content { get; set; } }
  public class Shell : Page { public void Add(DataTemplate template) { } }
  public class DataTemplate { public DataTemplate(Type type) { } }
  public class Application { public Page MainPage { get; set; } protected virtual void OnStart() { } }
  public class Button { public event EventHandler Clicked; public ICommand Command { get; set; } public void SetBinding(string property, string path) { } }
  public class Command : ICommand { public Command(Action run) { } public event EventHandler CanExecuteChanged; public bool CanExecute(object o) { return true; } public void Execute(object o) { } }
}
