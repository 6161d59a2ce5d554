package com.example.dispatchinherited;

import android.app.Activity;

public class MainActivity extends Activity {}
