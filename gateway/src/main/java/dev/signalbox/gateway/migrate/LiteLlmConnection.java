package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a deployment of LiteLLM is called, as keys of a provider of ours. */
final class LiteLlmConnection {
  private static final String OPENAI = "openai";

  /** What is said of a time for streams alone. */
  static final String STREAMS =
      "`first_byte_timeout_ms` bounds whole answers too, so it is that of `timeout`;"
          + " `hedge_after_ms` of a profile has another model asked when a stream does not begin";

  /** Keys that are taken as they are: of LiteLLM, of ours. */
  private static final Map<String, String> NUMBERS =
      Map.of(
          "rpm", "requests_per_minute",
          "tpm", "tokens_per_minute",
          "max_parallel_requests", "max_in_flight");

  private final Findings findings;
  private final LiteLlmCloud cloud;

  LiteLlmConnection(Sheet sheet) {
    this.findings = sheet.findings();
    this.cloud = new LiteLlmCloud(findings);
  }

  /** The keys of the provider, but for its id and its models. */
  Block of(LiteLlmDeployment deployment) {
    Block block = new Block("[[providers]]", false);
    Optional<Value> base = deployment.param("api_base").or(() -> deployment.param("base_url"));
    block.put("provider_type", type(deployment.vendor(), base));
    if (!LiteLlmCloud.keys(deployment)) {
      key(deployment, block);
    }
    cloud.connect(deployment, block);
    base.ifPresentOrElse(
        url -> block.put("endpoint", Secrets.OS_ENVIRON.ours(url.text()), url),
        () -> standardAddress(deployment.vendor(), block));
    if (deployment.vendor().isAzure()) {
      azure(deployment, block);
    }
    headers(deployment, block);
    NUMBERS.keySet().stream()
        .sorted()
        .forEach(
            key ->
                deployment
                    .param(key)
                    .ifPresent(
                        value ->
                            block.put(
                                NUMBERS.getOrDefault(key, key),
                                value.number().longValue(),
                                value)));
    times(deployment, block);
    deployment
        .param("region_name")
        .filter(_ -> !block.has("regions"))
        .ifPresent(
            region ->
                block.put("regions", Json.texts(List.of(Names.plain(region.text()))), region));
    return block;
  }

  /** A server of one's own behind `openai/` speaks Chat alone. */
  private static String type(LiteLlmVendor vendor, Optional<Value> base) {
    boolean elsewhere =
        base.isPresent()
            && vendor.type().equals(OPENAI)
            && !base.get().text().contains("openai.com");
    return elsewhere ? "openai_chat" : vendor.type();
  }

  private void standardAddress(LiteLlmVendor vendor, Block block) {
    if (!vendor.endpoint().isEmpty()) {
      block.put("endpoint", vendor.endpoint());
    } else if (vendor.isAzure()) {
      variable("AZURE_API_BASE", "endpoint", block);
    }
  }

  private void key(LiteLlmDeployment deployment, Block block) {
    deployment
        .param("api_key")
        .ifPresentOrElse(
            key -> block.put("api_key", Secrets.OS_ENVIRON.secret(key, findings), key),
            () -> {
              if (!deployment.vendor().variable().isEmpty()) {
                variable(deployment.vendor().variable(), "api_key", block);
              }
            });
  }

  /** LiteLLM takes what the file does not say from the environment. */
  private void variable(String name, String key, Block block) {
    block.put(key, "${" + name + "}");
    findings.added(
        "`%s` is read from the variable `%s`, as LiteLLM does where the file says nothing"
            .formatted(key, name));
  }

  private void azure(LiteLlmDeployment deployment, Block block) {
    if (deployment.isPattern()) {
      block.put("api_form", "v1");
      return;
    }
    block.put("deployment", deployment.model());
    deployment
        .param("api_version")
        .ifPresent(
            version -> block.put("api_version", Secrets.OS_ENVIRON.ours(version.text()), version));
  }

  private void headers(LiteLlmDeployment deployment, Block block) {
    ObjectNode headers = Json.object();
    deployment
        .param("organization")
        .ifPresent(
            value -> headers.put("OpenAI-Organization", Secrets.OS_ENVIRON.ours(value.text())));
    deployment
        .param("extra_headers")
        .or(() -> deployment.param("headers"))
        .filter(Value::isTable)
        .ifPresent(
            table ->
                table
                    .entries()
                    .forEach(
                        (name, value) ->
                            headers.put(name, Secrets.OS_ENVIRON.secret(value, findings))));
    if (!headers.isEmpty()) {
      block.put("headers", headers, deployment.entry());
    }
  }

  private static void times(LiteLlmDeployment deployment, Block block) {
    deployment
        .param("timeout")
        .or(() -> deployment.param("request_timeout"))
        .ifPresent(seconds -> Timing.bound(block, seconds));
  }

  /**
   * Tells what became of the settings of {@code deployment}, which the provider {@code id} serves.
   */
  void tell(LiteLlmDeployment deployment, String id) {
    String path = "`providers.%s.".formatted(id);
    cloud.tell(deployment, path);
    deployment.param("api_key").ifPresent(value -> findings.taken(value, path + "api_key`"));
    deployment
        .param("api_base")
        .or(() -> deployment.param("base_url"))
        .ifPresent(value -> address(deployment.vendor(), value, path));
    deployment.param("api_version").ifPresent(value -> version(deployment, value, path));
    deployment.param("organization").ifPresent(value -> findings.taken(value, path + "headers`"));
    deployment
        .param("extra_headers")
        .or(() -> deployment.param("headers"))
        .ifPresent(value -> findings.taken(value, path + "headers`"));
    NUMBERS.forEach(
        (key, ours) ->
            deployment.param(key).ifPresent(value -> findings.taken(value, path + ours + "`")));
    for (String key : List.of("timeout", "request_timeout")) {
      deployment.param(key).ifPresent(value -> findings.taken(value, Timing.name(id)));
    }
    deployment.param("stream_timeout").ifPresent(value -> findings.without(value, STREAMS));
    deployment.param("region_name").ifPresent(value -> findings.taken(value, path + "regions`"));
  }

  /** LiteLLM asks servers of OpenAI's API below the address as it is, others below a version. */
  private void address(LiteLlmVendor vendor, Value value, String path) {
    String text = value.text().replaceAll("/+$", "");
    boolean asWritten = vendor.type().startsWith(OPENAI) && text.startsWith("http");
    if (!asWritten || text.matches(".*/v[0-9][a-z0-9]*")) {
      findings.taken(value, path + "endpoint`");
    } else {
      findings.approximated(
          value, path + "endpoint`", "an address without a version is asked below `/v1`");
    }
  }

  private void version(LiteLlmDeployment deployment, Value value, String path) {
    if (deployment.vendor().isAzure() && !deployment.isPattern()) {
      findings.taken(value, path + "api_version`");
    } else {
      findings.without(value, "only deployments on Azure have a version");
    }
  }
}
