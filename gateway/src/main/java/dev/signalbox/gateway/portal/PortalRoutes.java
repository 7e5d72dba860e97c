package dev.signalbox.gateway.portal;

import dev.signalbox.portal.asset.AssetFile;
import dev.signalbox.portal.asset.PortalAssets;
import dev.signalbox.portal.asset.PortalPage;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Answers what is the portal's and passes everything else on: the paths of pages with the
 * application, whose addresses it reads itself, and its files below an address that changes with
 * each build, so that browsers may keep them.
 */
public final class PortalRoutes {
  private static final String INDEX = "index.html";
  private static final String API_DOCS = "api-docs.html";

  private final PortalAssets assets;
  private final PagePaths paths;

  /**
   * The routes of a portal.
   *
   * @param apps where apps are mounted
   */
  public PortalRoutes(PortalAssets assets, Set<String> apps) {
    this.assets = assets;
    this.paths = new PagePaths(apps);
  }

  /** Adds them to {@code router}. */
  public void mount(Router router, Vertx vertx) {
    router
        .route()
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> handle(context, vertx));
  }

  private void handle(RoutingContext context, Vertx vertx) {
    String path = context.normalizedPath();
    if (path.startsWith(PortalAssets.PREFIX)) {
      answer(context, vertx, () -> fileAt(path.substring(PortalAssets.PREFIX.length())));
    } else if (path.equals(PagePaths.API_DOCS)) {
      answer(context, vertx, this::apiDocs);
    } else if (paths.isPage(path)) {
      answer(context, vertx, this::application);
    } else {
      context.next();
    }
  }

  /** The first look at a file reads it: not on the event loop. */
  private static void answer(
      RoutingContext context, Vertx vertx, Callable<Consumer<HttpServerRequest>> found) {
    vertx
        .executeBlocking(found, false)
        .onSuccess(answer -> answer.accept(context.request()))
        .onFailure(context::fail);
  }

  private Consumer<HttpServerRequest> application() {
    PortalPage page = assets.page(INDEX);
    return page(page.file(), PortalHeaders.pagePolicy(page.importMap()));
  }

  private Consumer<HttpServerRequest> apiDocs() {
    return page(assets.page(API_DOCS).file(), PortalHeaders.apiDocsPolicy());
  }

  private Consumer<HttpServerRequest> page(AssetFile file, String policy) {
    return new FileAnswer(file, assets.hash(), "no-cache", policy)::send;
  }

  /** The address of another build is nowhere: its files may not be mixed with those of this one. */
  private Consumer<HttpServerRequest> fileAt(String place) {
    String build = assets.hash();
    Optional<AssetFile> file =
        place.startsWith(build + "/")
            ? assets.find(place.substring(build.length() + 1))
            : Optional.empty();
    return file.<Consumer<HttpServerRequest>>map(
            found ->
                new FileAnswer(
                        found,
                        build,
                        "public, max-age=31536000, immutable",
                        PortalHeaders.FILE_POLICY)
                    ::send)
        .orElse(FileAnswer::sendMissing);
  }
}
