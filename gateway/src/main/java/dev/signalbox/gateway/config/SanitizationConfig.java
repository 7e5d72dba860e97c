package dev.signalbox.gateway.config;

/**
 * Scanning of prompts before they leave: {@code [sanitization]}.
 *
 * @param enabled whether prompts are scanned
 * @param scanCredentials whether keys, tokens and passwords are looked for
 * @param redactPii whether mail addresses, telephone and social security numbers are blacked out
 * @param complianceGate whether a finding refuses the request rather than being logged
 */
public record SanitizationConfig(
    boolean enabled, boolean scanCredentials, boolean redactPii, boolean complianceGate) {}
