package dev.signalbox.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PagePathsTest {
  private final PagePaths alone = new PagePaths(Set.of());
  private final PagePaths besideApps =
      new PagePaths(Set.of("/playground", "/requests", "/catalogue"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/requests",
        "/requests/",
        "/requests/req_1",
        "/requests/req_1/",
        "/catalogue/openai/gpt-oss-120b",
        "/profiles/fast",
        "/playground",
        "/docs",
        "/login",
        "/requests/v1",
        "/catalogue/v1/models"
      })
  void knowsPages(String path) {
    assertThat(alone.isPage(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/nothing",
        "/requests/req_1/more",
        "/playground/v1/models",
        "/ask/me",
        "/v1/models",
        "/v1beta/models",
        "/openapi.json",
        "/health",
        "/gateway/abc",
        "/Requests"
      })
  void knowsWhatIsNone(String path) {
    assertThat(alone.isPage(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/requests/v1",
        "/catalogue/v1/models",
        "/catalogue/v1/models/gpt-5",
        "/catalogue/v1beta/models"
      })
  void leavesToAnAppWhatIsOfItsApis(String path) {
    assertThat(besideApps.isPage(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/playground", "/requests", "/requests/req_1", "/catalogue/v1x/a", "/catalogue"})
  void keepsWhatIsOfNoApi(String path) {
    assertThat(besideApps.isPage(path)).isTrue();
  }
}
