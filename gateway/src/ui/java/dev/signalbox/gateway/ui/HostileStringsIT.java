package dev.signalbox.gateway.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.sdk.Gateway;
import dev.signalbox.gateway.sdk.Http;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever clients say is shown as the text that it is: nothing runs, and no page breaks. */
@ExtendWith(Demo.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileStringsIT {
  private static final String CONFIG =
      """
      [analytics]
      capture = "all"
      capture_max_bytes = 4194304

      [[providers]]
      id = "sim"
      provider_type = "simulator"
      protocol = "openai_chat"
      models = ["sim-chat"]

      [routing]
      default = "sim"
      """;

  private static final String MODEL = "<img src=x onerror=\"hacked='model'\">";
  private static final String SCRIPT = "</script><script>hacked='script'</script>";
  private static final String FORMULA = "=HYPERLINK(\"http://127.0.0.1/\",\"look\")";
  private static final String LONG = "<i>" + "a".repeat(180);

  /** Markup, text that runs the other way, bells, a lone surrogate and what is never seen. */
  private static final String PROMPT =
      "<script>hacked='prompt'</script> <a href=\"javascript:hacked='link'\">here</a> ${7*7} {{7*7}}"
          + " \u202Edrawkcab\u202C \u2066isolated\u2069 \u200B\u0007\uFEFF <!-- ]]> &lt;b&gt;";

  private final Gateway gateway = Gateway.start(CONFIG);
  private final Chromium chromium;
  private String small = "";
  private String large = "";

  HostileStringsIT(Chromium chromium) {
    this.chromium = chromium;
  }

  @BeforeAll
  void send() {
    small = answered(MODEL, PROMPT);
    large = answered(SCRIPT, (PROMPT + "x".repeat(5_000) + "\n").repeat(210));
    answered(FORMULA, "Hello!");
    answered(LONG, "<h1>long</h1>");
    ask("<s>sim</s>:fault=500", PROMPT);
    Http.Ask gateways =
        Http.Ask.post(
            gateway.at("/v1/gateways"),
            json("name", MODEL)
                .put("upstream_url", gateway.at("/v1"))
                .put("model", SCRIPT)
                .put("allow_private", true)
                .toString());
    Http.send(gateways).good();
    JsonNode profile =
        Http.send(Http.Ask.get(gateway.at("/v1/profiles/cheap"))).good().json().path("profile");
    String described = ((ObjectNode) profile).put("description", MODEL).toString();
    Http.send(
            new Http.Ask(
                "PUT",
                gateway.at("/v1/profiles/hostile"),
                Map.of("content-type", "application/json"),
                Optional.of(described)))
        .good();
  }

  private String answered(String model, String prompt) {
    return ask(model, prompt).good().header("x-request-id").orElseThrow();
  }

  private Http.Reply ask(String model, String prompt) {
    ObjectNode body = json("model", model);
    body.putArray("messages").addObject().put("role", "user").put("content", prompt);
    return Http.send(
        Http.Ask.post(gateway.at("/v1/chat/completions"), body.toString())
            .with("x-project", "hostile"));
  }

  private static ObjectNode json(String name, String value) {
    return new ObjectMapper().createObjectNode().put(name, value);
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void areTextOnEveryPage() {
    String model = URLEncoder.encode(MODEL, StandardCharsets.UTF_8);
    try (Visit visit = visit()) {
      shows(visit, "/", MODEL, SCRIPT);
      shows(visit, "/requests", MODEL, SCRIPT, FORMULA);
      shows(visit, "/requests?model=" + model, MODEL);
      shows(visit, "/requests?pair=" + small + "&pair=" + large, MODEL, SCRIPT);
      shows(visit, "/requests?text=" + model, MODEL);
      shows(visit, "/projects", "hostile");
      shows(visit, "/projects?tab=table", MODEL);
      shows(visit, "/requesters");
      shows(visit, "/failures");
      shows(visit, "/failures?tab=requests", "<s>sim</s>");
      shows(visit, "/failures?model=" + model);
      shows(visit, "/ask?q=requests+by+model+last+7+days", MODEL, SCRIPT);
      shows(visit, "/ask?sql=select+'<b>x</b>'+as+%22<i>%22", "<b>x</b>");
      shows(visit, "/routing?q.model=" + model);
      shows(visit, "/gateways", MODEL, SCRIPT);
      shows(visit, "/profiles", MODEL);
      shows(visit, "/profiles/hostile");
      shows(visit, "/catalogue?q=" + model);
      shows(visit, "/docs?q=" + model);
      shows(visit, "/login?next=javascript:hacked=1");
    }
  }

  @Test
  void areNoNamesOfProjects() {
    Http.Reply reply =
        Http.send(
            Http.Ask.post(gateway.at("/v1/chat/completions"), json("model", "sim-chat").toString())
                .with("x-project", MODEL));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).doesNotContain("onerror");
  }

  @Test
  void areTextInTheInspector() {
    try (Visit visit = visit()) {
      for (String view : List.of("summary", "timeline", "routing", "signals", "cost")) {
        shows(visit, "/requests/" + small + "?view=" + view, small);
      }
      for (String request : List.of(small, large)) {
        visit.screen(Screen.DESK).open("/requests/" + request + "?view=content");
        visit.button("Show what was kept").click();
        for (String as : List.of("chat", "raw", "upstream")) {
          shows(
              visit, "/requests/" + request + "?view=content&as=" + as, "<script>hacked='prompt'");
        }
        shows(visit, "/requests/" + request + "?view=content&as=diff", "From the client’s request");
      }
      shows(visit, "/playground?request=" + small);
    }
  }

  @Test
  void areNoFormulasInTables() {
    Http.Reply csv =
        Http.send(Http.Ask.get(gateway.at("/v1/records")).with("accept", "text/csv")).good();

    assertThat(csv.body()).contains("\"'=HYPERLINK(\"\"http://127.0.0.1/\"\",\"\"look\"\")\"");
    assertThat(csv.body()).contains("\"<img src=x onerror=\"\"hacked='model'\"\">\"");
  }

  @Test
  void areKeptAsTheyWereSent() {
    JsonNode captures =
        Http.send(Http.Ask.get(gateway.at("/v1/records/" + small + "/captures"))).good().json();

    assertThat(captures.toString()).contains("hacked='prompt'");
  }

  private Visit visit() {
    Visit visit = chromium.visit(gateway.address().toString(), Screen.DESK);
    visit.page().addInitScript("window.hacked = null");
    return visit.open("/");
  }

  private static void shows(Visit visit, String path, String... texts) {
    visit.screen(Screen.DESK).go(path);
    String shown = visit.text();
    assertThat(texts).as(path).allSatisfy(text -> assertThat(shown).contains(text));
    assertThat(visit.wide()).as(path).isEmpty();
    assertThat(visit.screen(Screen.PHONE).wide()).as(path).isEmpty();
    assertThat(visit.page().evaluate("() => window.hacked")).as(path).isNull();
    assertThat(visit.complaints()).as(path).isEmpty();
  }
}
