package com.adreach.sdk;

import android.content.ContentProvider;
import android.content.ContentValues;
import android.database.Cursor;
import android.net.Uri;

/** Runs before Application.onCreate, a common way for libraries to start themselves. */
public final class AdReachProvider extends ContentProvider {
  @Override
  public boolean onCreate() {
    AdReach.start(getContext());
    return true;
  }

  @Override
  public Cursor query(Uri uri, String[] columns, String where, String[] args, String order) {
    return null;
  }

  @Override
  public String getType(Uri uri) {
    return null;
  }

  @Override
  public Uri insert(Uri uri, ContentValues values) {
    return null;
  }

  @Override
  public int delete(Uri uri, String where, String[] args) {
    return 0;
  }

  @Override
  public int update(Uri uri, ContentValues values, String where, String[] args) {
    return 0;
  }
}
