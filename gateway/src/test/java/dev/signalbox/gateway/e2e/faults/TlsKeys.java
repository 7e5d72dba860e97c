package dev.signalbox.gateway.e2e.faults;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates made with the JDK's keytool: an authority of our own, and what it has signed. */
final class TlsKeys {
  private static final String PASSWORD = "changeit";

  private final Path folder;

  private TlsKeys(Path folder) {
    this.folder = folder;
  }

  /** Those that were made in {@code folder} before. */
  static TlsKeys in(Path folder) {
    return new TlsKeys(folder);
  }

  /** Makes them in {@code folder}. */
  static TlsKeys make(Path folder) {
    TlsKeys keys = new TlsKeys(folder);
    keys.makeAll();
    return keys;
  }

  private void makeAll() {
    make("authority", "-ext", "bc:c", "-validity", "30");
    make("good", signed("localhost", "-validity", "30"));
    make("wrong-host", signed("elsewhere.example", "-validity", "30"));
    make("expired", signed("localhost", "-startdate", "-20d", "-validity", "10"));
    make("self-signed", "-ext", "san=dns:localhost", "-validity", "30");
  }

  private static String[] signed(String host, String... more) {
    List<String> options = new ArrayList<>(List.of("-signer", "authority"));
    options.addAll(List.of("-ext", "san=dns:" + host));
    options.addAll(List.of(more));
    return options.toArray(String[]::new);
  }

  /** The same for a server of Vert.x. */
  PfxOptions pfx(String alias) {
    return new PfxOptions()
        .setPath(store().toString())
        .setPassword(PASSWORD)
        .setAlias(alias)
        .setAliasPassword(PASSWORD);
  }

  private Path store() {
    return folder.resolve("keys.p12");
  }

  private void make(String alias, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store().toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(options));
    try {
      Process keytool =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("keytool.log").toFile())
              .start();
      if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        throw new AssertionError(Files.readString(folder.resolve("keytool.log")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A store with the authority's certificate only. */
  KeyStore trustedStore() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD.toCharArray());
    trusted.setCertificateEntry("authority", loaded().getCertificate("authority"));
    return trusted;
  }

  /** A file with that store. */
  Path trusted() {
    try {
      KeyStore trusted = trustedStore();
      Path file = folder.resolve("trusted.p12");
      try (OutputStream out = Files.newOutputStream(file)) {
        trusted.store(out, PASSWORD.toCharArray());
      }
      return file;
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private KeyStore loaded() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store())) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  /** What a server needs to show the certificate {@code alias}. */
  SSLContext serving(String alias) {
    try {
      KeyStore all = loaded();
      KeyStore one = KeyStore.getInstance("PKCS12");
      one.load(null, PASSWORD.toCharArray());
      one.setKeyEntry(
          alias,
          all.getKey(alias, PASSWORD.toCharArray()),
          PASSWORD.toCharArray(),
          all.getCertificateChain(alias));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(one, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
