package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** X02: Every control path with every role: refused unless it was declared otherwise. */
final class RouteRolesTest {
  private static final int REFUSED = 403;

  /** What is asked for by POST, as it takes more words than an address holds. */
  private static final Set<String> QUESTIONS =
      Set.of(
          "/v1/route",
          "/v1/decisions/{id}/replay",
          "/v1/profiles/preview",
          "/v1/sql",
          "/v1/ask",
          "/v1/signals",
          "/v1/signals/summary",
          "/v1/alerts");

  /** What changes only what belongs to who asks for it. */
  private static final Set<String> ITSELF =
      Set.of("/v1/login", "/v1/logout", "/v1/views", "/v1/views/{id}");

  private static RunningGateway gateway;
  private static final Map<Role, Control> BY_ROLE = new EnumMap<>(Role.class);

  @BeforeAll
  static void start() {
    gateway = new RunningGateway(Control.CONFIG, SimulatorOptions.standard());
    Control admin = new Control(gateway, Control.OPERATOR);
    for (Role role : Role.values()) {
      String key =
          admin
              .post(
                  "/v1/keys",
                  "{\"label\": \"of %s\", \"role\": \"%s\"}".formatted(role.id(), role.id()))
              .at("/key")
              .asText();
      BY_ROLE.put(role, new Control(gateway, key));
    }
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static Control as(Role role) {
    return Optional.ofNullable(BY_ROLE.get(role)).orElseThrow();
  }

  private record Route(String method, String path, String role) {
    String asked() {
      return path.replaceAll("\\{[a-z]+\\}", "none");
    }
  }

  private static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (JsonNode each : as(Role.ADMIN).get("/v1/routes").at("/data")) {
      routes.add(
          new Route(
              each.path("method").asText(),
              each.path("path").asText(),
              each.path("role").asText()));
    }
    return routes;
  }

  private static int status(Control as, Route route) {
    return gateway.statusOf(
        as.request(route.asked())
            .method(
                route.method(),
                route.method().equals("GET")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString("{}"))
            .build());
  }

  @Test
  @DisplayName("X02 each role uses what it is declared for, and nothing else")
  void letsEachRoleUseWhatItIsDeclaredForAndNothingElse() {
    List<String> wrong = new ArrayList<>();
    long before = as(Role.ADMIN).counted("permission");
    int refusals = 0;
    for (Route route : routes()) {
      if (route.role().equals("anybody")) {
        continue;
      }
      Role needed = Role.byId(route.role()).orElseThrow();
      for (Map.Entry<Role, Control> as : BY_ROLE.entrySet()) {
        boolean refused = status(as.getValue(), route) == REFUSED;
        if (refused == as.getKey().includes(needed)) {
          wrong.add(route + " as " + as.getKey());
        }
        refusals += refused ? 1 : 0;
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(as(Role.ADMIN).counted("permission") - before).isEqualTo(refusals);
  }

  @Test
  @DisplayName("X02 nobody comes in without a key")
  void letsNobodyInWithoutAKey() {
    Control unknown = new Control(gateway, "");
    Control wrong = new Control(gateway, "gw-wrong");

    for (Route route : routes()) {
      if (!route.role().equals("anybody")) {
        assertThat(status(unknown, route)).as(route.toString()).isEqualTo(401);
        assertThat(status(wrong, route)).as(route.toString()).isEqualTo(401);
      }
    }
  }

  @Test
  void onlyTheLoginAndWhatTellsNothingOfAnybodyIsForAnybody() {
    assertThat(routes())
        .filteredOn(route -> route.role().equals("anybody"))
        .extracting(Route::path)
        .filteredOn(path -> !path.startsWith("/v1/login"))
        .containsExactlyInAnyOrder(
            "/health", "/health/live", "/health/ready", "/ready", "/openapi.json");
  }

  @Test
  void changesAreForOperators() {
    assertThat(routes())
        .filteredOn(route -> !route.method().equals("GET"))
        .filteredOn(route -> !QUESTIONS.contains(route.path()) && !ITSELF.contains(route.path()))
        .hasSizeGreaterThan(15)
        .allMatch(route -> List.of("operator", "admin").contains(route.role()), "for operators");
  }

  @Test
  void whoMayDoWhatIsForAdministrators() {
    assertThat(routes())
        .filteredOn(route -> route.path().matches("/v1/(keys|users|audit).*"))
        .isNotEmpty()
        .allMatch(route -> route.role().equals("admin"), "for administrators");
  }

  @Test
  @DisplayName("X02 another spelling of a path is no way around its role")
  void anotherSpellingOfAPathIsNoWayAroundItsRole() {
    Control caller = as(Role.CALLER);

    for (String path :
        List.of(
            "/v1/%6beys",
            "/v1//keys",
            "/v1/./keys",
            "/v1/me/../keys",
            "/v1/keys/",
            "/v1/keys?x=/v1/me",
            "/v1/keys;x=1",
            "/V1/keys")) {
      assertThat(caller.get(path).status()).as(path).isIn(400, 403, 404);
    }
  }
}
