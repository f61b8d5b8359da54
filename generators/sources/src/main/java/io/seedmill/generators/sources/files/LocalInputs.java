package io.seedmill.generators.sources.files;

import io.seedmill.generators.InputFiles;
import io.seedmill.generators.sources.rows.RowFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files of this machine. */
public final class LocalInputs implements InputFiles {

  private static final Logger LOG = LoggerFactory.getLogger(LocalInputs.class);
  private static final int BUFFER_BYTES = 1 << 16;

  /** The folders that were warned of: the cells of a matrix may have the same pattern. */
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  @Override
  public List<InputFile> find(String pattern) throws IOException {
    Path literal = Path.of(pattern);
    if (Files.isRegularFile(literal)) {
      return List.of(file(literal, Files.readAttributes(literal, BasicFileAttributes.class)));
    }
    Glob glob = Glob.of(pattern);
    Path folder = Path.of(glob.folder());
    if (!glob.isPattern() || !Files.isDirectory(folder)) {
      return List.of();
    }
    List<InputFile> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new Visitor(glob, folder, found));
    removeSecondNames(found);
    found.sort(Comparator.comparing(InputFile::path));
    return found;
  }

  /** A file and a link to it beside it, such as that to the newest, are one file. */
  private static void removeSecondNames(List<InputFile> found) throws IOException {
    Set<String> paths = new HashSet<>(found.stream().map(InputFile::path).toList());
    for (String name : paths) {
      Path path = Path.of(name);
      if (Files.isSymbolicLink(path)) {
        Path target = path.resolveSibling(Files.readSymbolicLink(path));
        if (paths.contains(target.toString())) {
          found.removeIf(file -> file.path().equals(name));
        }
      }
    }
  }

  /** Visits the files in folders in which the pattern can match. */
  private static final class Visitor extends SimpleFileVisitor<Path> {

    private final Glob glob;
    private final Path start;
    private final List<InputFile> found;

    Visitor(Glob glob, Path start, List<InputFile> found) {
      this.glob = glob;
      this.start = start;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      if (path.equals(start) || glob.canMatchIn(path.toString())) {
        return FileVisitResult.CONTINUE;
      }
      boolean isNamedLikeRows = RowFormat.ofName(path.getFileName().toString()).isPresent();
      if (isNamedLikeRows && glob.matches(path.toString()) && WARNED.add(path.toString())) {
        LOG.warn("'{}' is a folder, so '{}' does not read the files in it", path, glob);
      }
      return FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
      if (glob.matches(path.toString())) {
        if (attributes.isRegularFile()) {
          found.add(file(path, attributes));
        } else if (attributes.isSymbolicLink()) { // links whose targets are there were followed
          throw new IOException(brokenLink(path));
        } else if (WARNED.add(path.toString())) {
          LOG.warn("'{}' is no regular file, so '{}' does not read it", path, glob);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
      boolean matters = glob.canMatchIn(path.toString()) || glob.matches(path.toString());
      if (path.equals(start) || (matters && !(failure instanceof FileSystemLoopException))) {
        String message = "'%s', in which '%s' can match: %s";
        throw new IOException(message.formatted(path, glob, reason(failure)), failure);
      }
      return FileVisitResult.CONTINUE;
    }
  }

  /** Returns what is wrong with a link whose target is not there. */
  static String brokenLink(Path link) throws IOException {
    return "'%s' is a link to '%s', which is not there"
        .formatted(link, Files.readSymbolicLink(link));
  }

  /** Returns why a file cannot be read, which Java says in part by the exception's class. */
  static String reason(Throwable failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "it is not there";
    }
    String reason =
        failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
    return reason == null ? failure.getClass().getSimpleName() : reason;
  }

  private static InputFile file(Path path, BasicFileAttributes attributes) throws IOException {
    return new InputFile(
        path.toString(), attributes.size(), attributes.lastModifiedTime() + changeTime(path));
  }

  /** Returns the time of the last change, which no program sets back; empty if none is kept. */
  private static String changeTime(Path path) throws IOException {
    try {
      return " " + Files.getAttribute(path, "unix:ctime");
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return "";
    }
  }

  @Override
  public InputStream open(String path, long offset, long length) throws IOException {
    if (!Files.isRegularFile(Path.of(path))) {
      throw new NoSuchFileException(path);
    }
    SeekableByteChannel channel = Files.newByteChannel(Path.of(path)).position(offset);
    return new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
  }
}
