package dev.signalbox.gateway.migrate;

import java.util.Set;

/**
 * What an import works on.
 *
 * @param root the source
 * @param draft the file that is made
 * @param findings what becomes of each key
 * @param environment names of the environment variables that are set
 */
record Sheet(Value root, Draft draft, Findings findings, Set<String> environment) {
  Sheet {
    environment = Set.copyOf(environment);
  }
}
