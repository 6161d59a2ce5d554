package com.example.entrynotificationlistener;

import android.app.Notification;
import android.os.Bundle;
import android.service.notification.NotificationListenerService;
import android.service.notification.StatusBarNotification;
import android.util.Log;

public class SampleListener extends NotificationListenerService {
  @Override
  public void onNotificationPosted(StatusBarNotification posted) {
    Bundle extras = posted.getNotification().extras;
    Log.i("sample", posted.getPackageName() + ": " + extras.getCharSequence(Notification.EXTRA_TEXT));
  }
}
