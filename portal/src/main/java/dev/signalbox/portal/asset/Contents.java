package dev.signalbox.portal.asset;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Which files a build of the portal has.
 *
 * @param sums name below the folder to its CRC-32, which a jar knows without being unpacked
 */
record Contents(SortedMap<String, Long> sums) {
  private static final int HASH_BYTES = 12;

  /** What lies beside {@code index}, in a jar or in a folder. */
  static Contents around(URL index) throws IOException {
    URLConnection connection = index.openConnection();
    connection.setUseCaches(false); // closing it must not close the jar that classes come from
    if (connection instanceof JarURLConnection jar) {
      String entry = jar.getEntryName();
      try (ZipFile file = jar.getJarFile()) {
        return new Contents(inJar(file, folderOf(entry)));
      }
    }
    return new Contents(inFolder(Path.of(URI.create(index.toString())).resolveSibling("")));
  }

  private static String folderOf(String entry) {
    return entry.substring(0, entry.lastIndexOf('/') + 1);
  }

  private static SortedMap<String, Long> inJar(ZipFile jar, String folder) {
    var sums = new TreeMap<String, Long>();
    jar.stream()
        .filter(entry -> entry.getName().startsWith(folder) && !entry.isDirectory())
        .forEach(entry -> sums.put(nameOf(entry, folder), entry.getCrc()));
    return sums;
  }

  private static String nameOf(ZipEntry entry, String folder) {
    return entry.getName().substring(folder.length());
  }

  private static SortedMap<String, Long> inFolder(Path folder) throws IOException {
    var sums = new TreeMap<String, Long>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        var sum = new CRC32();
        sum.update(Files.readAllBytes(file));
        sums.put(folder.relativize(file).toString().replace('\\', '/'), sum.getValue());
      }
    }
    return sums;
  }

  /** Stands for all of it: another one when any file is another. */
  String hash() {
    MessageDigest digest = sha256();
    for (Map.Entry<String, Long> file : sums.entrySet()) {
      String line = file.getKey() + " " + Long.toHexString(file.getValue()) + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
