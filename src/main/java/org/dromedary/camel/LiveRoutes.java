package org.dromedary.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of a directory that operators edit while the router runs. Changed files are read
 * together once they have stayed the same from one look to the next; files with a mistake change
 * nothing and are logged once. {@link #refresh} is for one thread, {@link #problem} for any.
 */
public final class LiveRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);

  private final Path directory;
  private final RouteSwitch routes;
  private final AtomicBoolean working = new AtomicBoolean();
  private Optional<RouteTexts> seen;
  private volatile RouteTexts tried;
  private volatile RouteTexts inForce;
  private volatile @Nullable String problem;
  private volatile @Nullable String unreadable;

  private LiveRoutes(Path directory, RouteSwitch routes, RouteTexts texts) {
    this.directory = directory;
    this.routes = routes;
    this.seen = Optional.of(texts);
    this.tried = texts;
    this.inForce = texts;
  }

  /**
   * Adds the routes of the directory to a context that is started later.
   *
   * @throws RouteFileException when a file cannot be read or is wrong
   */
  public static LiveRoutes addTo(DefaultCamelContext camel, Path directory)
      throws RouteFileException {
    RouteTexts texts = read(directory);
    RouteFiles.addRoutes(camel, directory, texts);
    return new LiveRoutes(directory, new RouteSwitch(camel), texts);
  }

  private static RouteTexts read(Path directory) throws RouteFileException {
    try {
      return RouteTexts.read(directory);
    } catch (IOException e) {
      throw new RouteFileException(directory, e);
    }
  }

  /** Why the files as they are now are not in force; empty when they are. */
  public Optional<String> problem() {
    return Optional.ofNullable(unreadable).or(() -> Optional.ofNullable(problem));
  }

  /**
   * Looks for changed files; call it about once a second.
   *
   * @param executor reads them and exchanges the routes
   */
  public void refresh(Executor executor) {
    Optional<RouteTexts> now = look();
    boolean settled = now.isPresent() && now.equals(seen);
    seen = now;
    if (settled && working.compareAndSet(false, true)) {
      executor.execute(() -> work(now.get()));
    }
  }

  /** A file that goes while it is read is no mistake; one that cannot be read twice is. */
  private Optional<RouteTexts> look() {
    try {
      RouteTexts now = RouteTexts.read(directory);
      unreadable = null;
      return Optional.of(now);
    } catch (IOException | UncheckedIOException e) {
      if (seen.isEmpty() && unreadable == null) {
        unreadable = "the routes in " + directory + " cannot be read: " + e.getMessage();
        LOG.error("{}; the routes of before stay in force", unreadable);
      }
      return Optional.empty();
    }
  }

  private void work(RouteTexts now) {
    try {
      routes.removeDrained();
      if (!now.equals(tried)) {
        tried = now;
        exchange(now);
      }
    } finally {
      working.set(false);
    }
  }

  private void exchange(RouteTexts now) {
    try {
      RouteModel next = RouteModel.parse(directory, now);
      List<String> postponed = routes.exchange(RouteModel.parse(directory, inForce), next);
      inForce = now;
      problem = null;
      LOG.info("the routes in {} have changed and are in force", directory);
      postponed.forEach(what -> LOG.warn("{} takes effect at the next start of the router", what));
    } catch (RouteFileException e) {
      refuse(String.valueOf(e.getMessage()));
    } catch (Exception e) {
      refuse(String.valueOf(new RouteFileException(directory, e).getMessage()));
    }
  }

  private void refuse(String why) {
    if (!why.equals(problem)) {
      problem = why;
      LOG.error("{}; correct it, the routes of before stay in force", why);
    }
  }
}
