package dev.signalbox.gateway.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.sdk.Gateway;
import dev.signalbox.gateway.sdk.Http;
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
    visit.page().waitForFunction("() => document.querySelector('main .bone') === null");
    visit.settle();
    BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(visit.page().screenshot()));
    ImageIO.write(Palette.reduced(drawn), "png", file.toFile());

    assertThat(Files.size(file)).isLessThan(LARGEST_BYTES);
  }

  private static Map<String, String> pages(Gateway gateway) {
    String request =
        read(gateway, "/v1/records?limit=1&result=mitigated&from=now-7d").at("/data/0/id").asText();
    String decided =
        read(gateway, "/v1/records?limit=1&requested_model=auto&from=now-1h")
            .at("/data/0/decision_id")
            .asText();
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "/?from=now-24h");
    pages.put("requests", "/requests?from=now-24h");
    pages.put("request", "/requests/" + request + "?view=timeline");
    pages.put("failures", "/failures?from=now-7d");
    pages.put("projects", "/projects");
    pages.put("requesters", "/requesters?from=now-7d");
    pages.put("routing", "/routing?decision=" + decided);
    pages.put("catalogue", "/catalogue");
    pages.put("profiles", "/profiles/balanced?draft=%7B%22point_usd_per_1000%22%3A0.2%7D");
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

  private static JsonNode read(Gateway gateway, String path) {
    return Http.send(Http.Ask.get(gateway.at(path))).good().json();
  }
}
