package dev.signalbox.gateway.ui;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One person at the portal: a tab, and what the browser found wrong with its pages. */
final class Visit implements AutoCloseable {
  /** Whether everything is looked at with axe, at every size and in both themes: takes long. */
  static final boolean FULL = Boolean.getBoolean("ui.full");

  private static final double TIMEOUT_MILLIS = 15_000;
  private static final String WATCH = text("watch.js");
  private static final String AXE = text("/axe.min.js");

  private final BrowserContext context;
  private final Page page;
  private final String origin;
  private final List<String> complaints = new ArrayList<>();

  Visit(BrowserContext context, String origin) {
    this.context = context;
    this.origin = origin;
    context.setDefaultTimeout(TIMEOUT_MILLIS);
    context.addInitScript(WATCH);
    page = context.newPage();
    watch(page);
  }

  private void watch(Page tab) {
    tab.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add("console: " + message.text() + " " + message.location());
          }
        });
    tab.onPageError(error -> complaints.add("error: " + error));
    tab.onRequest(
        request -> {
          if (!request.url().startsWith(origin + "/") && !isLocal(request.url())) {
            complaints.add("left the origin: " + request.url());
          }
        });
  }

  private static boolean isLocal(String url) {
    return url.startsWith("data:") || url.startsWith("blob:");
  }

  private static String text(String resource) {
    try (InputStream in = Visit.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tab. */
  Page page() {
    return page;
  }

  /** Loads the page of that address and waits until all of it is there. */
  Visit open(String path) {
    page.navigate(path);
    settle();
    return this;
  }

  /** Goes there as a link within the portal does, without loading anew. */
  Visit go(String path) {
    page.evaluate("url => watch.go(url)", path);
    return this;
  }

  /** Waits until what was asked for is there. */
  Visit settle() {
    page.evaluate("() => watch.settled()");
    return this;
  }

  /** Has the window be that large from now on; what was drawn is drawn anew, not read. */
  Visit screen(Screen screen) {
    page.setViewportSize(screen.width(), screen.height());
    page.evaluate("() => watch.fitted()");
    return this;
  }

  /** Shows the pages in that theme. */
  Visit theme(String theme) {
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme);
    return this;
  }

  /**
   * What axe finds within {@code selector}, a line each; only by those rules where there are any.
   */
  List<String> axe(String selector, String... rules) {
    if (page.evaluate("() => 'axe' in window").equals(false)) {
      page.evaluate(AXE);
    }
    return lines(
        page.evaluate(
            "([selector, rules, all]) => watch.axe(selector, rules.length ? rules : null, all)",
            List.of(selector, List.of(rules), FULL)));
  }

  /** The same by all rules, but for what matches {@code without}. */
  List<String> axeWithout(String without, String selector) {
    page.evaluate(AXE);
    return lines(
        page.evaluate(
            "([selector, without, all]) => watch.axe(selector, null, all, [without])",
            List.of(selector, without, FULL)));
  }

  /** What makes the page scroll sideways. */
  List<String> wide() {
    return lines(page.evaluate("() => watch.wide()"));
  }

  /** What the browser complained of since this was asked last. */
  List<String> complaints() {
    complaints.addAll(lines(page.evaluate("() => watch.violations.splice(0)")));
    List<String> all = List.copyOf(complaints);
    complaints.clear();
    return all;
  }

  /** The state that the page says it is in. */
  String state() {
    return (String)
        page.evaluate("() => document.querySelector('main [data-state]')?.dataset.state ?? ''");
  }

  /** The path and query that one is at. */
  String at() {
    return page.url().substring(origin.length());
  }

  /** What the page shows, as text. */
  String text() {
    return page.locator("main").innerText();
  }

  /** A heading that is there. */
  Locator heading(String name) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** A button or a link of that name. */
  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Presses keys one after the other. */
  Visit press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
    return this;
  }

  static List<String> lines(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }

  @Override
  public void close() {
    context.close();
  }
}
