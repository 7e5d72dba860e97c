package dev.signalbox.gateway.http;
final class CountDoor { io.vertx.core.Future<Void> anthropic(Arrival a){ return io.vertx.core.Future.succeededFuture(); } io.vertx.core.Future<Void> gemini(Arrival a, GeminiPath p){ return io.vertx.core.Future.succeededFuture(); } }
