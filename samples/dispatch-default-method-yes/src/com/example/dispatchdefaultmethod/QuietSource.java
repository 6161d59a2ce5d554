package com.example.dispatchdefaultmethod;

final class QuietSource implements Source {}
