package dev.signalbox.analytics.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why a file or folder cannot be used, where Java says it by the name of an exception. */
final class FileFaults {
  private FileFaults() {}

  static String reason(IOException fault) {
    return switch (fault) {
      case AccessDeniedException _ -> "this user may not write there";
      case NoSuchFileException _ -> "a folder above it is missing";
      case FileAlreadyExistsException _ -> "a file is in its place";
      case FileSystemException told when told.getReason() != null -> told.getReason();
      default -> String.valueOf(fault.getMessage());
    };
  }
}
