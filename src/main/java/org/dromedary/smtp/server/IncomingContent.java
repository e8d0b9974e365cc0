package org.dromedary.smtp.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the file of the mail a session receives, if it needs one, off the event loop. Tasks run one
 * after the other, so that {@link #discard} never meets a write. Used on one event loop.
 */
final class IncomingContent {
  private static final Logger LOG = LoggerFactory.getLogger(IncomingContent.class);

  private final Path directory;
  private final Executor workers;
  private CompletableFuture<Optional<ContentFile>> last =
      CompletableFuture.completedFuture(Optional.empty());

  IncomingContent(Path directory, Executor workers) {
    this.directory = directory;
    this.workers = workers;
  }

  /** Appends; gives the file, or fails with the file removed. */
  CompletionStage<Path> store(ByteBuffer octets) {
    CompletableFuture<ContentFile> stored =
        last.thenApplyAsync(file -> appendOrDelete(file, octets), workers);
    last = stored.handle((file, failure) -> Optional.ofNullable(file));
    return stored.thenApply(ContentFile::path);
  }

  private ContentFile appendOrDelete(Optional<ContentFile> existing, ByteBuffer octets) {
    Optional<ContentFile> file = existing;
    try {
      if (file.isEmpty()) {
        file = Optional.of(ContentFile.create(directory));
      }
      file.get().append(octets);
      return file.get();
    } catch (IOException e) {
      file.ifPresent(IncomingContent::delete);
      throw new StorageException(e);
    }
  }

  /** Gives the file away; the receiver calls {@link Handed#delete} once. */
  Handed handOver() {
    CompletableFuture<Optional<ContentFile>> given = last;
    last = CompletableFuture.completedFuture(Optional.empty());
    return new Handed(given, workers);
  }

  /** Removes the file. */
  void discard() {
    handOver().delete();
  }

  private static void delete(ContentFile file) {
    try {
      file.delete();
    } catch (IOException e) {
      LOG.warn("cannot remove the temporary file {}", file.path(), e);
    }
  }

  /** A file, or none, that is no longer the session's. */
  static final class Handed {
    private final CompletableFuture<Optional<ContentFile>> file;
    private final Executor workers;

    private Handed(CompletableFuture<Optional<ContentFile>> file, Executor workers) {
      this.file = file;
      this.workers = workers;
    }

    /** Removes the file, if there is one, after what is being written to it. */
    void delete() {
      if (file.isDone() && file.join().isEmpty()) {
        return;
      }
      var unused =
          file.thenAcceptAsync(present -> present.ifPresent(IncomingContent::delete), workers);
    }
  }

  /** The disk is full or broken. */
  private static final class StorageException extends RuntimeException {
    StorageException(IOException cause) {
      super(cause);
    }
  }
}
