package com.example.dispatchinherited;

public class MainActivity extends BaseActivity {}
