// Stand-in for the engine of Unity.
using System;
namespace UnityEngine {
  public class Object { } public class Component : Object { public T GetComponent<T>() { return default(T); } }
  public class MonoBehaviour : Component { }
  public class LocationService { public void Start() { } }
  public static class Input { public static LocationService location { get { return null; } } }
  public class WebCamTexture : Object { public void Play() { } }
  public static class Microphone { public static object Start(string device, bool loop, int seconds, int rate) { return null; } }
  public static class SystemInfo { public static string deviceUniqueIdentifier { get { return null; } } public static string deviceModel { get { return null; } } }
  public class AndroidJavaObject : IDisposable {
    public AndroidJavaObject(string name, params object[] args) { }
    public T Call<T>(string name, params object[] args) { return default(T); }
    public T CallStatic<T>(string name, params object[] args) { return default(T); }
    public T GetStatic<T>(string name) { return default(T); }
    public void Dispose() { }
  }
  public class AndroidJavaClass : AndroidJavaObject { public AndroidJavaClass(string name) : base(name) { } }
}
