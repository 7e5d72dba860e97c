package dev.signalbox.gateway.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.sdk.Gateway;
import dev.signalbox.gateway.sdk.Http;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Takes the pictures of {@code docs/images} where {@code -Dui.images=true} asks for them. */
@ExtendWith(Demo.class)
final class ImagesIT {
  private static final int LARGEST_BYTES = 120 * 1024;

  @TestFactory
  Stream<DynamicTest> takesAPictureOfEachPage(Chromium chromium, Gateway gateway) {
    if (!Boolean.getBoolean("ui.images")) {
      return Stream.empty();
    }
    Visit visit = chromium.visit(gateway.address().toString(), Screen.DESK).open("/");
    return pages(gateway).entrySet().stream()
        .map(page -> DynamicTest.dynamicTest(page.getKey(), () -> take(visit, page)))
        .onClose(visit::close);
  }

  private static void take(Visit visit, Map.Entry<String, String> page) throws IOException {
    Path folder = Path.of(System.getProperty("basedir", ""), "..", "docs", "images").normalize();
    Path file = Files.createDirectories(folder).resolve(page.getKey() + ".png");
    visit.go(page.getValue()).theme("light");
    write(visit.page().screenshot(), file);
    assertThat(Files.size(file)).isLessThan(LARGEST_BYTES);
  }

  private static Map<String, String> pages(Gateway gateway) {
    String request = first(gateway, "/v1/records?limit=1&result=mitigated&from=now-7d");
    String decided = first(gateway, "/v1/decisions?limit=1");
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "/?from=now-7d");
    pages.put("requests", "/requests?from=now-24h");
    pages.put("request", "/requests/" + request + "?view=timeline");
    pages.put("failures", "/failures?from=now-7d");
    pages.put("projects", "/projects");
    pages.put("requesters", "/requesters?from=now-7d");
    pages.put("routing", "/routing?decision=" + decided);
    pages.put("catalogue", "/catalogue");
    pages.put("profiles", "/profiles/balanced");
    pages.put("quality", "/quality?from=now-7d");
    pages.put("playground", "/playground");
    pages.put("ask", "/ask?q=cost+by+project+last+7+days");
    pages.put("gateways", "/gateways");
    pages.put("providers", "/providers");
    pages.put("access", "/access?tab=audit");
    pages.put("config", "/config");
    pages.put("docs", "/docs");
    return pages;
  }

  private static String first(Gateway gateway, String path) {
    return Http.send(Http.Ask.get(gateway.at(path))).good().json().at("/data/0/id").asText();
  }

  /** With a palette of 256 colours, which a page hardly exceeds: a third of the size. */
  private static void write(byte[] png, Path file) throws IOException {
    BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(png));
    BufferedImage small =
        new BufferedImage(
            drawn.getWidth(),
            drawn.getHeight(),
            BufferedImage.TYPE_BYTE_INDEXED,
            Palette.of(drawn));
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_DITHERING, RenderingHints.VALUE_DITHER_DISABLE);
    graphics.drawImage(drawn, 0, 0, null);
    graphics.dispose();
    ImageIO.write(small, "png", file.toFile());
  }
}
