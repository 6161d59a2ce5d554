package org.apache.cordova;

import android.app.Activity;

/** Stand-in under a framework's package name. */
public class CordovaActivity extends Activity {}
