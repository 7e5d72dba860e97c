package dev.signalbox.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.signalbox.gateway.reach.AddressRefused;
import dev.signalbox.gateway.reach.HostResolver;
import dev.signalbox.gateway.wire.codec.Dialect;
import io.vertx.core.Future;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** X01: Where calls to providers go whose addresses came through the API. */
final class DestinationTest {
  private static final String PUBLIC = "93.184.216.34";

  @Test
  void callsExactlyTheAddressThatWasChecked() {
    RequestOptions aimed = aimed("https://api.example/v1", false, resolving(PUBLIC));

    assertThat(aimed.getServer()).isEqualTo(SocketAddress.inetSocketAddress(443, PUBLIC));
  }

  @Test
  @DisplayName("X01 a name that leads elsewhere when it is called")
  void looksTheNameUpForEachCallSoThatRebindingIsRefused() {
    Deque<String> answers = new ArrayDeque<>(List.of(PUBLIC, "127.0.0.1"));
    Destination destination =
        new Destination(
            spec("http://rebound.example", Optional.of(false)),
            _ -> Future.succeededFuture(List.of(InetAddress.ofLiteral(answers.pop()))));

    assertThat(destination.aimed(new RequestOptions()).await().getServer())
        .isEqualTo(SocketAddress.inetSocketAddress(80, PUBLIC));
    assertThatThrownBy(() -> destination.aimed(new RequestOptions()).await())
        .isInstanceOf(AddressRefused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1, true, false",
    "http://127.1, false, false",
    "http://0x7f000001, false, false",
    "http://2130706433, false, false",
    "http://localhost., true, false",
    "http://[::1], true, false",
    "http://10.0.0.8:8080, true, false",
    "http://192.168.0.8, true, false",
    "http://169.254.169.254, false, false",
    "http://[::ffff:169.254.169.254], false, false",
    "http://[fe80::1], false, false",
    "http://[fd00:ec2::254], false, false",
    "http://100.100.100.200, false, false",
    "http://0.0.0.0, false, false",
    "http://93.184.216.34, true, true"
  })
  void goesToInnerAddressesOnlyWhereAllowedAndToMetadataNever(
      String endpoint, boolean whereAllowed, boolean elsewhere) {
    assertThat(isCalled(endpoint, true)).isEqualTo(whereAllowed);
    assertThat(isCalled(endpoint, false)).isEqualTo(elsewhere);
  }

  @Test
  void refusesANameOfWhichAnyAddressIsAnInnerOne() {
    assertThatThrownBy(
            () -> aimed("http://two.example", false, resolving(PUBLIC, "169.254.169.254")))
        .isInstanceOf(AddressRefused.class);
  }

  @Test
  @DisplayName("X01 a call to an address that is refused is a fault with a counter of its own")
  void aRefusedAddressIsAFaultOfItsOwn() {
    Throwable refused =
        catchThrowable(() -> aimed("http://two.example", false, resolving("10.0.0.8")));

    Fault fault = Faults.ofFailure(refused, Phase.CONNECT);

    assertThat(fault.name()).isEqualTo("upstream_address");
    assertThat(fault.problem().message()).doesNotContain("10.0.0.8", "two.example");
  }

  @Test
  void leavesAddressesOfTheConfigurationFileAsTheyAre() {
    RequestOptions options = new RequestOptions();
    Destination destination =
        new Destination(
            spec("http://127.0.0.1", Optional.empty()),
            _ -> Future.failedFuture("nobody is asked"));

    assertThat(destination.aimed(options).await()).isSameAs(options);
    assertThat(options.getServer()).isNull();
  }

  private static boolean isCalled(String endpoint, boolean allowPrivate) {
    try {
      return aimed(endpoint, allowPrivate, resolving("127.0.0.1")).getServer() != null;
    } catch (AddressRefused refused) {
      return false;
    }
  }

  private static RequestOptions aimed(
      String endpoint, boolean allowPrivate, HostResolver resolver) {
    return new Destination(spec(endpoint, Optional.of(allowPrivate)), resolver)
        .aimed(new RequestOptions())
        .await();
  }

  private static HostResolver resolving(String... addresses) {
    return _ ->
        Future.succeededFuture(List.of(addresses).stream().map(InetAddress::ofLiteral).toList());
  }

  private static UpstreamSpec spec(String endpoint, Optional<Boolean> allowPrivate) {
    return new UpstreamSpec(
        "p",
        "",
        ProviderTypes.LOCAL.apis("", ""),
        Dialect.OPENAI,
        false,
        URI.create(endpoint),
        List.of(),
        List.of(),
        Map.of(),
        UpstreamSpec.Timeouts.STANDARD,
        new UpstreamSpec.Transport(1, 1, false, false, Optional.empty(), allowPrivate),
        ExecutionSettings.STANDARD);
  }
}
