package dev.signalbox.gateway.vault;

import dev.signalbox.analytics.control.WrappedKeys;
import dev.signalbox.gateway.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Seals secrets for the database, and opens them. Immutable, for any thread.
 *
 * <p>The keys it seals with are wrapped by the master key in use and numbered. Another master key
 * in front of the old one is a rotation: at the next start all keys are wrapped by it, and a new
 * one seals from then on. A wrapped key is the proof that the master key is the right one.
 */
public final class Vault {
  private static final String FORM = "sb1";

  private final TreeMap<Integer, RootKey> keys;

  private Vault(Map<Integer, RootKey> keys) {
    this.keys = new TreeMap<>(keys);
  }

  /**
   * The vault of an install; makes its first keys where there are none. Blocks.
   *
   * @throws VaultException when the master keys are not those of the database, or one cannot be
   *     made
   */
  public static Vault open(MasterKeys given, WrappedKeys store) {
    List<WrappedKeys.Row> rows = store.all();
    MasterKeys masters = rows.isEmpty() ? given.orNew() : given.orWritten();
    Map<Integer, RootKey> keys = unwrapped(rows, masters);
    if (rows.isEmpty() || !isWrappedBy(masters.current(), rows)) {
      List<WrappedKeys.Row> rewrapped = new ArrayList<>();
      keys.forEach((number, key) -> rewrapped.add(wrapped(number, key, masters)));
      store.store(rewrapped, wrapped(rows.size() + 1, RootKey.random(), masters)).join();
      keys = unwrapped(store.all(), masters);
    }
    return new Vault(keys);
  }

  /**
   * What may be stored of {@code secret}.
   *
   * @param record what it belongs to, such as {@code provider/openai}; only there it can be opened
   */
  public String seal(String record, Secret secret) {
    int number = keys.lastKey();
    return FORM
        + ":"
        + number
        + ":"
        + keys.lastEntry()
            .getValue()
            .seal(record, version(number), secret.value().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The secret that was sealed for {@code record}.
   *
   * @throws VaultException when it was sealed for something else, or has been changed
   */
  public Secret open(String record, String sealed) {
    Optional<Integer> number = numberOf(sealed);
    return number
        .flatMap(known -> Optional.ofNullable(keys.get(known)))
        .flatMap(
            key ->
                key.open(
                    record, version(number.get()), sealed.substring(sealed.lastIndexOf(':') + 1)))
        .map(plain -> new Secret(new String(plain, StandardCharsets.UTF_8)))
        .orElseThrow(() -> notOurs(record));
  }

  /** The same of what is large: the number of the key, and what is sealed. */
  public byte[] seal(String record, byte[] plain) {
    int number = keys.lastKey();
    byte[] sealed = keys.lastEntry().getValue().sealBytes(record, version(number), plain);
    return ByteBuffer.allocate(Integer.BYTES + sealed.length).putInt(number).put(sealed).array();
  }

  /**
   * What {@link #seal(String, byte[])} sealed for {@code record}.
   *
   * @throws VaultException as above
   */
  public byte[] open(String record, byte[] sealed) {
    ByteBuffer buffer = ByteBuffer.wrap(sealed);
    if (buffer.remaining() <= Integer.BYTES) {
      throw notOurs(record);
    }
    int number = buffer.getInt();
    byte[] rest = new byte[buffer.remaining()];
    buffer.get(rest);
    return Optional.ofNullable(keys.get(number))
        .flatMap(key -> key.openBytes(record, version(number), rest))
        .orElseThrow(() -> notOurs(record));
  }

  private static VaultException notOurs(String record) {
    return new VaultException(
        "what is stored of `%s` cannot be opened: it was not sealed for it with a key of this install"
            .formatted(record));
  }

  /** Whether {@code sealed} was sealed with the newest key; if not it should be sealed again. */
  public boolean isCurrent(String sealed) {
    return numberOf(sealed).filter(number -> number.equals(keys.lastKey())).isPresent();
  }

  /**
   * A key for another purpose, such as the keys of a hash; the same as long as the install lives,
   * through every rotation.
   *
   * @param label names the purpose
   * @return 32 bytes
   */
  public byte[] subkey(String label) {
    return keys.firstEntry().getValue().derived("subkey " + label, RootKey.BYTES);
  }

  /** Nothing of the keys. */
  @Override
  public String toString() {
    return "Vault[" + keys.size() + " keys]";
  }

  private static boolean isWrappedBy(RootKey master, List<WrappedKeys.Row> rows) {
    return rows.stream().allMatch(row -> row.master().equals(master.id()));
  }

  private static Map<Integer, RootKey> unwrapped(List<WrappedKeys.Row> rows, MasterKeys masters) {
    return rows.stream()
        .collect(Collectors.toMap(WrappedKeys.Row::number, row -> unwrapped(row, masters)));
  }

  private static RootKey unwrapped(WrappedKeys.Row row, MasterKeys masters) {
    return masters
        .withId(row.master())
        .open(wrapping(row.number()), row.master(), row.wrapped())
        .map(RootKey::new)
        .orElseThrow(
            () ->
                new VaultException(
                    "the key %d in the control database is damaged: restore the database from a backup"
                        .formatted(row.number())));
  }

  private static WrappedKeys.Row wrapped(int number, RootKey key, MasterKeys masters) {
    RootKey master = masters.current();
    return new WrappedKeys.Row(
        number, master.id(), master.seal(wrapping(number), master.id(), key.bytes()));
  }

  private static String wrapping(int number) {
    return "key/" + number;
  }

  private static String version(int number) {
    return FORM + "/" + number;
  }

  private static Optional<Integer> numberOf(String sealed) {
    String[] parts = sealed.split(":", -1);
    try {
      return parts.length == 3 && parts[0].equals(FORM)
          ? Optional.of(Integer.parseInt(parts[1]))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
