package com.example.entrylayoutfragment;

import android.app.Fragment;
import android.os.Bundle;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;

public class PlaceFragment extends Fragment {
  @Override
  public View onCreateView(LayoutInflater inflater, ViewGroup parent, Bundle state) {
    TextView view = new TextView(getActivity());
    view.setText(Taker.take(getActivity()));
    return view;
  }
}
