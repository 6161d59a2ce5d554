// An app of MAUI: made by a builder, its pages by a shell, its handlers asynchronous.
using System;
using System.Threading.Tasks;
using System.Windows.Input;
using Microsoft.Maui;
using Microsoft.Maui.Controls;
using Microsoft.Maui.Hosting;
using Microsoft.Maui.Devices.Sensors;
using Microsoft.Maui.ApplicationModel.Communication;
using Microsoft.Maui.ApplicationModel.DataTransfer;
using Microsoft.Maui.Media;
namespace Walk {
  [Android.App.Activity(MainLauncher = true)]
  public class MainActivity : MauiAppCompatActivity { }
  public class Program { public static MauiApp Create() { return MauiApp.CreateBuilder().UseMauiApp<App>().Build(); } }
  [Android.App.Application] public class MainApplication : MauiApplication { protected override MauiApp CreateMauiApp() { return Program.Create(); } }
  public class App : Application { public App() { MainPage = new AppShell(); } }
  public class AppShell : Shell {
    public AppShell() { InitializeComponent(); }
    void InitializeComponent() { Add(new DataTemplate(typeof(MainPage))); Add(new DataTemplate(typeof(SettingsPage))); }
  }
  public class MainPage : ContentPage {
    public MainPage() { InitializeComponent(); }
    void InitializeComponent() {
      var find = new Button();
      find.Clicked += OnFind;
      var save = new Button();
      save.SetBinding("Command", "SaveCommand");
    }
    protected override async void OnAppearing() {
      base.OnAppearing();
#if OVER
      Console.WriteLine(await Contacts.GetAllAsync());
#else
      await Task.Delay(1);
#endif
    }
    async void OnFind(object sender, EventArgs e) {
#if OVER
      var place = await Geolocation.Default.GetLocationAsync();
      Console.WriteLine(place);
#else
      await Task.Delay(1);
#endif
    }
    public ICommand SaveCommand { get { return new Command(Save); } }
    void Save() {
#if OVER
      MediaPicker.CapturePhotoAsync();
#endif
    }
    async Task NobodyCalls() { await Geolocation.GetLocationAsync(); await Contacts.GetAllAsync(); }
  }
  public class SettingsPage : ContentPage {
    protected override void OnAppearing() {
#if OVER
      Clipboard.GetTextAsync();
#endif
    }
  }
  public class NeverShownPage : ContentPage { protected override void OnAppearing() { MediaPicker.CapturePhotoAsync(); } }
}
