package dev.signalbox.portal.asset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PortalAssetsTest {
  private static final String MAP = "\n{\"imports\": {}}\n";
  private static final Map<String, String> FILES =
      Map.of(
          "portal/index.html",
          "<base href=\"{{base}}\"><script type=\"importmap\">" + MAP + "</script>",
          "portal/app.js",
          "// long enough to be worth packing\n".repeat(50),
          "portal/core/tiny.css",
          "a{}",
          "secret.txt",
          "not of the portal");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "core",
        "core/",
        "/app.js",
        "./app.js",
        "core/../app.js",
        "../secret.txt",
        "..%2fsecret.txt",
        "%2e%2e/secret.txt",
        "..\\secret.txt",
        "../../etc/passwd",
        "/etc/passwd",
        "file:///etc/passwd",
        "app.js\u0000",
        "APP.JS",
        "../dev/signalbox/portal/asset/PortalAssets.class"
      })
  void findsNothingByAnythingButTheNameOfAFile(String name) throws IOException {
    assertThat(inFolder(FILES).find(name)).isEmpty();
    assertThat(inJar(FILES).find(name)).isEmpty();
  }

  @Test
  void findsAFileInItsPlainAndInItsPackedForm() throws IOException {
    AssetFile file = inJar(FILES).find("app.js").orElseThrow();

    assertThat(file.contentType()).isEqualTo("text/javascript; charset=utf-8");
    assertThat(file.plain()).asString(UTF_8).isEqualTo(FILES.get("portal/app.js"));
    byte[] unpacked =
        new GZIPInputStream(new ByteArrayInputStream(file.packed().orElseThrow())).readAllBytes();
    assertThat(unpacked).isEqualTo(file.plain());
  }

  @Test
  void readsAFileOnce() throws IOException {
    PortalAssets assets = inFolder(FILES);
    AssetFile first = assets.find("app.js").orElseThrow();

    assertThat(assets.find("app.js").orElseThrow()).isSameAs(first);
  }

  @Test
  void packsNothingThatGetsNoShorter() throws IOException {
    assertThat(inFolder(FILES).find("core/tiny.css").orElseThrow().packed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a.html, text/html; charset=utf-8",
    "a.css, text/css; charset=utf-8",
    "a.svg, image/svg+xml",
    "a.png, image/png",
    "a.ico, image/x-icon",
    "a.woff2, font/woff2",
    "a.json, application/json",
    "a.webmanifest, application/manifest+json",
    "vendor/lit/LICENSE, text/plain; charset=utf-8",
  })
  void knowsWhatAFileIsByItsName(String name, String type) {
    assertThat(AssetFile.of(name, new byte[0]).contentType()).isEqualTo(type);
  }

  @Test
  void isTheSameBuildInAFolderAndInAJar() throws IOException {
    assertThat(inJar(FILES).hash()).isEqualTo(inFolder(FILES).hash()).matches("[0-9a-f]{24}");
  }

  @ParameterizedTest
  @CsvSource({"portal/app.js, changed", "portal/new.js, ''", "portal/index.html, changed"})
  void isAnotherBuildWhenAFileIsAnother(String name, String content) throws IOException {
    Map<String, String> changed = new TreeMap<>(FILES);
    changed.put(name, content);

    assertThat(inJar(changed).hash()).isNotEqualTo(inJar(FILES).hash());
  }

  @Test
  void isTheSameBuildWhateverElseIsOnTheClassPath() throws IOException {
    Map<String, String> changed = new TreeMap<>(FILES);
    changed.put("secret.txt", "changed");

    assertThat(inJar(changed).hash()).isEqualTo(inJar(FILES).hash());
  }

  @Test
  void aPageKnowsWhereItsFilesAreAndWhatItsImportMapIs() throws Exception {
    PortalAssets assets = inJar(FILES);

    PortalPage page = assets.page("index.html");

    assertThat(page.file().plain())
        .asString(UTF_8)
        .startsWith("<base href=\"/portal/-/" + assets.hash() + "/\">");
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(MAP.getBytes(UTF_8));
    assertThat(page.importMap()).contains(Base64.getEncoder().encodeToString(digest));
  }

  @Test
  void aPageWithoutAnImportMapHasNone() throws IOException {
    Map<String, String> plain = new TreeMap<>(FILES);
    plain.put("portal/plain.html", "<p>{{base}}");

    assertThat(inFolder(plain).page("plain.html").importMap()).isEmpty();
  }

  private PortalAssets inFolder(Map<String, String> files) throws IOException {
    Path root = Files.createTempDirectory(folder, "classes");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return new PortalAssets(loader(root));
  }

  private PortalAssets inJar(Map<String, String> files) throws IOException {
    Path jar = Files.createTempFile(folder, "portal with blanks", ".jar");
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("portal/"));
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(UTF_8));
      }
    }
    return new PortalAssets(loader(jar));
  }

  private static ClassLoader loader(Path place) throws IOException {
    return new URLClassLoader(new URL[] {place.toUri().toURL()}, null);
  }
}
