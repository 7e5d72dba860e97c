package dev.signalbox.gateway.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ReducedMotion;

/** How large the page is that a person has before them. */
enum Screen {
  DESK(1280, 900),
  PHONE(360, 740);

  private final int width;
  private final int height;

  Screen(int width, int height) {
    this.width = width;
    this.height = height;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** A browser of that size, whose pages do not move by themselves. */
  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setViewportSize(width, height)
        .setReducedMotion(ReducedMotion.REDUCE)
        .setLocale("en-GB")
        .setTimezoneId("Europe/Berlin")
        .setAcceptDownloads(true);
  }
}
