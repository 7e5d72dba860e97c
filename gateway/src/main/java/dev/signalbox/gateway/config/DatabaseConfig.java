package dev.signalbox.gateway.config;

import java.util.Optional;

/**
 * Where state is kept: {@code [database]}.
 *
 * @param dir folder, relative to the one the program was started in
 * @param server a server that keeps it instead
 */
public record DatabaseConfig(String dir, Optional<DatabaseUrl> server) {}
