package dev.signalbox.gateway.config;

import dev.signalbox.gateway.reach.Escapes;
import java.net.URI;
import java.util.Optional;

/**
 * Who logs in at an address: {@code user:password} before its host.
 *
 * @param user empty text when the address has none
 * @param password absent when the address has none
 */
record UserInfo(String user, Optional<Secret> password) {
  static UserInfo of(URI uri) {
    String info = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    int colon = info.indexOf(':');
    return new UserInfo(
        Escapes.undone(colon < 0 ? info : info.substring(0, colon)),
        Optional.of(Escapes.undone(colon < 0 ? "" : info.substring(colon + 1)))
            .filter(password -> !password.isEmpty())
            .map(Secret::new));
  }
}
