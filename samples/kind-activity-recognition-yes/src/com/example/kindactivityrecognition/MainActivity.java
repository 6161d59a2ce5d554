package com.example.kindactivityrecognition;

import android.app.Activity;
import android.hardware.Sensor;
import android.hardware.SensorEvent;
import android.hardware.SensorEventListener;
import android.hardware.SensorManager;
import android.os.Bundle;

public class MainActivity extends Activity implements SensorEventListener {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    SensorManager sensors = (SensorManager) getSystemService(SENSOR_SERVICE);
    sensors.registerListener(this, sensors.getDefaultSensor(Sensor.TYPE_STEP_COUNTER), SensorManager.SENSOR_DELAY_NORMAL);
  }

  @Override
  public void onSensorChanged(SensorEvent event) {
    setTitle("" + event.values[0]);
  }

  @Override
  public void onAccuracyChanged(Sensor sensor, int accuracy) {}
}
