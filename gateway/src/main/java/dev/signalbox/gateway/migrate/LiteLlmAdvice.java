package dev.signalbox.gateway.migrate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What to do instead of LiteLLM's settings that have no equivalent, by section and key. */
final class LiteLlmAdvice {
  private static final String LOGS = "requests are stored and shown by `GET /v1/records`";
  private static final String KEYS = "`signalbox keys create` says it for each key; docs/access.md";
  private static final String ALERTS =
      "`GET /v1/live`, budgets that warn, and alert rules over `/metrics` tell";
  private static final String LOGIN = "`[access.oidc]` lets people log in; docs/access.md";
  private static final String SHARED =
      "how several gateways share limits is in docs/limits.md, not taken from here";
  private static final String DATABASE =
      "give Signalbox a PostgreSQL of its own in `database.url`, or none; LiteLLM's tables are not"
          + " read. The variable `DATABASE_URL` counts too: unset it where it is LiteLLM's";
  private static final String CACHE =
      "answers are not kept for other requests; prompt caches of providers are used, and"
          + " `idempotency-key` has a repeated request answered alike";
  private static final String LOG_LEVEL =
      "the environment says it: `SIGNALBOX_LOG=debug`, `SIGNALBOX_LOG_FORMAT=json`";
  private static final String DEFAULTS =
      "clients say it: requests are not given values they do not have";
  private static final String CLOUD = "docs/providers.md says what providers of this kind need";
  private static final String TAGS = "`[[rules]]` say what projects, sources and tasks may use";

  private static final Map<String, Map<String, String>> BY_SECTION = new HashMap<>();

  static {
    section("", Set.of("mcp_servers", "mcp_tools"), "tools are the clients' business");
    section(
        "",
        Set.of("vector_store_registry", "search_tools", "files_settings", "finetune_settings"),
        "such paths of OpenAI's API pass through to its provider");
    section("", Set.of("callback_settings"), LOGS);
    section("", Set.of("credential_list"), "no deployment that is taken over names it");
    section("", Set.of("assistant_settings"), "the Responses API keeps conversations");
    section("litellm_settings", Set.of("cache", "cache_params", "cache_responses"), CACHE);
    section(
        "litellm_settings",
        Set.of(
            "success_callback",
            "failure_callback",
            "callbacks",
            "service_callbacks",
            "langfuse_default_tags",
            "redact_user_api_key_info"),
        LOGS + "; figures are at `/metrics`, traces go out by OpenTelemetry");
    section("litellm_settings", Set.of("set_verbose", "json_logs", "debug"), LOG_LEVEL);
    section(
        "litellm_settings",
        Set.of(
            "default_internal_user_params",
            "upperbound_key_generate_params",
            "default_key_generate_params",
            "default_team_settings",
            "default_team_params",
            "key_generation_settings",
            "max_user_budget",
            "max_internal_user_budget",
            "internal_user_budget_duration",
            "max_end_user_budget"),
        KEYS);
    section("litellm_settings", Set.of("mcp_aliases"), "tools are the clients' business");
    section(
        "litellm_settings",
        Set.of("ssl_verify", "ssl_certificate", "ca_bundle_path"),
        "certificates are checked by the JDK's authorities; `insecure_tls` is for local servers");
    section(
        "litellm_settings",
        Set.of("telemetry", "force_ipv4", "modify_params", "enable_preview_features"),
        "there is nothing of the kind to switch");
    section(
        "router_settings",
        Set.of(
            "redis_host", "redis_port", "redis_password", "redis_url", "redis_db", "cache_kwargs"),
        SHARED);
    section("router_settings", Set.of("cache_responses", "caching_groups"), CACHE);
    section(
        "router_settings",
        Set.of("retry_policy", "allowed_fails_policy", "model_group_retry_policy"),
        "which failures lead to the next deployment is in docs/failover.md, one rule for all");
    section(
        "router_settings",
        Set.of("disable_cooldowns", "max_fallbacks", "optional_pre_call_checks"),
        "docs/failover.md says what is tried next, and what sits out");
    section("router_settings", Set.of("enable_tag_filtering", "tag_filtering_match_any"), TAGS);
    section(
        "router_settings",
        Set.of("provider_budget_config"),
        "budgets are for keys, projects and apps; docs/budgets.md");
    section("router_settings", Set.of("default_litellm_params"), DEFAULTS);
    section("router_settings", Set.of("set_verbose", "debug_level"), LOG_LEVEL);
    section(
        "router_settings",
        Set.of("routing_strategy_args", "polling_interval", "default_priority", "client_ttl"),
        "routing is set up by `[profiles]`; docs/routing.md");
    section("router_settings", Set.of("alerting_config"), ALERTS);
    general();
    params();
  }

  private LiteLlmAdvice() {}

  private static void general() {
    String section = "general_settings";
    section(
        section,
        Set.of(
            "database_url",
            "database_connection_pool_limit",
            "database_connection_timeout",
            "database_type",
            "disable_prisma_schema_update",
            "allow_requests_on_db_unavailable",
            "supported_db_objects",
            "use_redis_transaction_buffer",
            "proxy_batch_write_at"),
        DATABASE);
    section(
        section,
        Set.of(
            "alerting",
            "alerting_threshold",
            "alerting_args",
            "alert_types",
            "alert_to_webhook_url",
            "spend_report_frequency"),
        ALERTS);
    section(
        section,
        Set.of(
            "custom_auth",
            "custom_key_generate",
            "allowed_routes",
            "public_routes",
            "admin_only_routes",
            "enforced_params",
            "enforce_user_param",
            "default_team_disabled",
            "service_account_settings",
            "allowed_ips",
            "litellm_key_header_name",
            "user_api_key_cache_ttl"),
        KEYS);
    section(
        section,
        Set.of(
            "enable_jwt_auth",
            "litellm_jwtauth",
            "enable_oauth2_auth",
            "enable_oauth2_proxy_auth",
            "oauth2_config_mappings",
            "custom_sso",
            "ui_access_mode",
            "allow_user_auth"),
        LOGIN);
    section(
        section,
        Set.of("disable_spend_logs", "disable_spend_updates", "disable_reset_budget"),
        "every request is stored; `analytics.retention_hours` says for how long");
    section(
        section,
        Set.of("maximum_spend_logs_retention_period", "maximum_spend_logs_retention_interval"),
        "`analytics.retention_hours` says how long requests are kept");
    section(
        section,
        Set.of("background_health_checks", "health_check_interval", "health_check_details"),
        "how providers stand is learnt from calls; `POST /v1/providers/{id}/test` asks one");
    section(
        section,
        Set.of("pass_through_endpoints", "use_client_credentials_pass_through_routes"),
        "other paths of OpenAI's API pass through; a virtual gateway has an upstream of its own");
    section(
        section,
        Set.of("completion_model", "embedding_model", "image_generation_model", "moderation_model"),
        "clients name a model; `routing.default` is for names that nothing else matches");
    section(
        section,
        Set.of(
            "key_management_system",
            "key_management_settings",
            "use_azure_key_vault",
            "use_google_kms"),
        "keys come from the environment as ${NAME}, which a secret store can fill");
    section(
        section,
        Set.of("forward_client_headers_to_llm_api", "forward_openai_org_id"),
        "which headers pass is fixed; `headers` of a provider adds some");
  }

  private static void params() {
    String section = "litellm_params";
    section(
        section,
        Set.of(
            "temperature",
            "top_p",
            "max_tokens",
            "max_completion_tokens",
            "seed",
            "stop",
            "stream",
            "response_format",
            "reasoning_effort",
            "thinking",
            "extra_body",
            "presence_penalty",
            "frequency_penalty"),
        DEFAULTS);
    section(
        section,
        Set.of(
            "azure_ad_token",
            "tenant_id",
            "client_id",
            "client_secret",
            "azure_username",
            "azure_password",
            "azure_scope"),
        CLOUD);
    section(section, Set.of("tags"), TAGS);
    section(
        section,
        Set.of("num_retries", "max_retries", "cooldown_time", "fallbacks"),
        "docs/failover.md says what is tried next; `routing.fallbacks` names models");
    section(
        section,
        Set.of("drop_params", "additional_drop_params", "allowed_openai_params"),
        "what a provider cannot take is left out and told in `x-signalbox-loss`");
    section(
        section,
        Set.of("max_budget", "budget_duration"),
        "budgets are for keys, projects and apps; docs/budgets.md");
    section(section, Set.of("mock_response"), "a provider of type `simulator` answers by itself");
    section(section, Set.of("guardrails"), "`[sanitization]` is for all models; docs/guard.md");
    section(
        section,
        Set.of(
            "litellm_credential_name",
            "use_in_pass_through",
            "configurable_clientside_auth_params"),
        "`key_map` and keys of callers bring keys of their own; docs/access.md");
    section(
        "model_info",
        Set.of("id", "description", "version", "litellm_provider", "created_by"),
        "deployments are named provider/model; a remark belongs into a comment");
    section("model_info", Set.of("access_groups", "team_id", "team_ids"), KEYS);
    section("model_info", Set.of("max_tokens"), "`max_output_tokens` is what the catalog knows");
    section("model_info", Set.of("base_model"), "the catalog knows models by their own names");
  }

  private static void section(String section, Set<String> keys, String advice) {
    Map<String, String> known = BY_SECTION.computeIfAbsent(section, _ -> new HashMap<>());
    keys.forEach(key -> known.put(key, advice));
  }

  /** Tells of those keys of {@code table} that nothing came of. */
  static void give(String section, Value table, Findings findings) {
    if (section.equals("litellm_params")) {
      for (String part : List.of("litellm_params", "model_info")) {
        table
            .get(part)
            .filter(Value::isTable)
            .ifPresent(inner -> advise(BY_SECTION.getOrDefault(part, Map.of()), inner, findings));
      }
    } else {
      advise(BY_SECTION.getOrDefault(section, Map.of()), table, findings);
    }
  }

  private static void advise(Map<String, String> known, Value table, Findings findings) {
    table
        .entries()
        .forEach(
            (key, value) -> {
              if (known.containsKey(key)) {
                findings.without(value, known.get(key));
              }
            });
  }

  /** What to do about a model whose service has no provider type here. */
  static String ofVendor(String model) {
    String vendor = LiteLlmDeployment.head(model).orElse(model);
    return switch (vendor) {
      case "bedrock", "bedrock_converse", "sagemaker", "vertex_ai", "vertex_ai_beta", "azure_ai" ->
          "models of `%s` are not imported: write the provider by hand, %s"
              .formatted(vendor, CLOUD);
      default ->
          "`%s` is no service that is known here; where it speaks OpenAI's Chat, write a provider of"
                  .formatted(vendor)
              + " type `openai_chat` with its address";
    };
  }
}
