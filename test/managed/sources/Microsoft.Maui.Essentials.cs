// Stand-in for Essentials: interfaces and the static classes that hand them out.
using System.Threading.Tasks;
using System.Collections.Generic;
namespace Microsoft.Maui.Devices.Sensors {
  public class Location { }
  public interface IGeolocation { Task<Location> GetLocationAsync(); Task<Location> GetLastKnownLocationAsync(); }
  public static class Geolocation { public static IGeolocation Default { get { return null; } } public static Task<Location> GetLocationAsync() { return null; } }
}
namespace Microsoft.Maui.ApplicationModel.Communication {
  public class Contact { }
  public static class Contacts { public static Task<IEnumerable<Contact>> GetAllAsync() { return null; } }
}
namespace Microsoft.Maui.ApplicationModel.DataTransfer { public static class Clipboard { public static Task<string> GetTextAsync() { return null; } } }
namespace Microsoft.Maui.Media { public static class MediaPicker { public static Task<object> CapturePhotoAsync() { return null; } } }
