// Scripts of a game of Unity.
using System;
using UnityEngine;
public class Player : MonoBehaviour {
  void Start() {
#if OVER
    Input.location.Start();
    Debug(SystemInfo.deviceUniqueIdentifier);
    using (var secure = new AndroidJavaClass("android.provider.Settings$Secure"))
      Debug(secure.CallStatic<string>("getString", null, "android_id"));
#else
    Debug(SystemInfo.deviceModel);
    using (var secure = new AndroidJavaClass("android.provider.Settings$Secure"))
      Debug(secure.CallStatic<string>("getString", null, "default_input_method"));
#endif
  }
  void OnMouseDown() {
#if OVER
    Microphone.Start(null, false, 10, 44100);
#endif
  }
  void NobodyCalls() { new WebCamTexture().Play(); Input.location.Start(); }
  static void Debug(string text) { Console.WriteLine(text); }
}
public class Helper { public static void Camera() { new WebCamTexture().Play(); } }
