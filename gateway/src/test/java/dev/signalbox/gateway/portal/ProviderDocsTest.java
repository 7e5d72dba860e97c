package dev.signalbox.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.provider.ProviderTypes;
import dev.signalbox.portal.asset.PortalAssets;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the portal's own docs say of providers. */
final class ProviderDocsTest {
  @Test
  void showsHowToSetUpEveryTypeOfProvider() {
    String docs =
        new String(
            PortalAssets.ofProgram().find("pages/docs/operate.js").orElseThrow().plain(),
            StandardCharsets.UTF_8);

    assertThat(ProviderTypes.all())
        .allSatisfy(
            type -> assertThat(docs).contains("provider_type = \"%s\"".formatted(type.id())));
    assertThat(ProviderTypes.byName().keySet()).allSatisfy(name -> assertThat(docs).contains(name));
    assertThat(docs).contains("oauth = {");
  }
}
