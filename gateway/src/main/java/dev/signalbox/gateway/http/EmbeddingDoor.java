package dev.signalbox.gateway.http;
final class EmbeddingDoor { io.vertx.core.Future<Void> openAi(Arrival a){ return io.vertx.core.Future.succeededFuture(); } io.vertx.core.Future<Void> gemini(Arrival a, GeminiPath p){ return io.vertx.core.Future.succeededFuture(); } }
