package com.example.screenshotfolderwatched;

import android.os.FileObserver;
import android.util.Log;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Told of what happens to files in a folder. */
final class FolderWatch extends FileObserver {
  private final File folder;
  private final File target;

  FolderWatch(File folder, File target) {
    super(folder.getPath(), FileObserver.CLOSE_WRITE | FileObserver.MOVED_TO);
    this.folder = folder;
    this.target = target;
  }

  @Override
  public void onEvent(int event, String name) {
    try (InputStream in = new FileInputStream(new File(folder, name));
        OutputStream out = new FileOutputStream(new File(target, name))) {
      byte[] block = new byte[8192];
      for (int n = in.read(block); n > 0; n = in.read(block)) out.write(block, 0, n);
    } catch (IOException e) {
      Log.w("sample", e);
    }
  }
}
