package dev.signalbox.gateway.config;

/**
 * Where state is kept: {@code [database]}.
 *
 * @param dir folder, relative to the one the program was started in
 */
public record DatabaseConfig(String dir) {}
