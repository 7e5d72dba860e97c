package dev.signalbox.portal.asset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of the portal on the class path. Nothing is read before it is asked for; a file is read
 * and packed once and kept, so there are never more than the portal has. All methods may block, and
 * may be called by any thread: the maps are concurrent, and what is made twice is the same.
 */
public final class PortalAssets {
  /** What every address of a file begins with. */
  public static final String PREFIX = "/portal/-/";

  private static final String FOLDER = "portal/";
  private static final String INDEX = "index.html";

  private final ClassLoader loader;
  private final Map<String, AssetFile> files = new ConcurrentHashMap<>();
  private final Map<String, PortalPage> pages = new ConcurrentHashMap<>();
  private volatile @Nullable Build build;

  /** What was found out about all files. */
  private record Build(Contents contents, String hash) {}

  /** The files that {@code loader} has. */
  public PortalAssets(ClassLoader loader) {
    this.loader = loader;
  }

  /** The files of this program. */
  public static PortalAssets ofProgram() {
    return new PortalAssets(PortalAssets.class.getClassLoader());
  }

  /** Stands for the whole build, and is part of the address of each file. */
  public String hash() {
    return build().hash();
  }

  /** What addresses in pages are relative to. */
  public String base() {
    return PREFIX + hash() + "/";
  }

  /**
   * A file, if the portal has it.
   *
   * @param name such as {@code vendor/lit/index.js}; looked up to the letter, so there is no way
   *     out of the portal
   */
  public Optional<AssetFile> find(String name) {
    if (!build().contents().sums().containsKey(name)) {
      return Optional.empty();
    }
    return Optional.of(files.computeIfAbsent(name, this::read));
  }

  /** The names of all files, in order. */
  List<String> names() {
    return List.copyOf(build().contents().sums().keySet());
  }

  /** The page {@code name}, such as {@code index.html}, with addresses for this build. */
  public PortalPage page(String name) {
    return pages.computeIfAbsent(name, wanted -> PortalPage.of(content(wanted), base()));
  }

  private AssetFile read(String name) {
    return AssetFile.of(name, content(name));
  }

  private byte[] content(String name) {
    try (InputStream in = loader.getResourceAsStream(FOLDER + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Build build() {
    Build known = build;
    if (known == null) {
      known = look();
      build = known;
    }
    return known;
  }

  private Build look() {
    URL index = Objects.requireNonNull(loader.getResource(FOLDER + INDEX), INDEX);
    try {
      Contents contents = Contents.around(index);
      return new Build(contents, contents.hash());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
