package com.example.cornershop;

import android.Manifest;
import android.app.Activity;
import android.content.Context;
import android.content.Intent;
import android.content.pm.PackageManager;
import android.location.Location;
import android.location.LocationManager;
import android.os.Bundle;
import android.provider.ContactsContract;
import android.view.View;
import android.widget.Toast;

/** Looks for a shop nearby when asked to, roughly; a friend's number comes from the system's own picker. */
public class ShopActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setContentView(R.layout.shop);
  }

  public void near(View button) {
    if (checkSelfPermission(Manifest.permission.ACCESS_COARSE_LOCATION) != PackageManager.PERMISSION_GRANTED) {
      requestPermissions(new String[] {Manifest.permission.ACCESS_COARSE_LOCATION}, 1);
      return;
    }
    LocationManager manager = (LocationManager) getSystemService(Context.LOCATION_SERVICE);
    Location last = manager.getLastKnownLocation(LocationManager.NETWORK_PROVIDER);
    Toast.makeText(this, last == null ? "Type your town" : "Looking nearby", Toast.LENGTH_SHORT).show();
  }

  public void sendAsGift(View button) {
    startActivityForResult(new Intent(Intent.ACTION_PICK, ContactsContract.CommonDataKinds.Phone.CONTENT_URI), 2);
  }
}
