package dev.signalbox.gateway.cli;

/** What the demo prints once it serves. */
final class DemoGuide {
  private static final String TEXT =
      """
      signalbox demo: http://127.0.0.1:PORT, all answers come from built-in simulators

      # OpenAI Chat Completions
      curl http://127.0.0.1:PORT/v1/chat/completions -H 'content-type: application/json' -d '{"model": "sim-chat", "messages": [{"role": "user", "content": "Hello!"}]}'

      # OpenAI Responses
      curl http://127.0.0.1:PORT/v1/responses -H 'content-type: application/json' -d '{"model": "sim-responses", "input": "Hello!"}'

      # Anthropic Messages
      curl http://127.0.0.1:PORT/v1/messages -H 'content-type: application/json' -H 'anthropic-version: 2023-06-01' -d '{"model": "sim-claude", "max_tokens": 256, "messages": [{"role": "user", "content": "Hello!"}]}'

      # Google Gemini
      curl http://127.0.0.1:PORT/v1beta/models/sim-gemini:generateContent -H 'content-type: application/json' -d '{"contents": [{"role": "user", "parts": [{"text": "Hello!"}]}]}'

      # streamed, and translated on the way: asked as OpenAI Chat, answered by the Anthropic simulator
      curl -N http://127.0.0.1:PORT/v1/chat/completions -H 'content-type: application/json' -d '{"model": "sim-claude", "stream": true, "messages": [{"role": "user", "content": "Count to 10."}]}'

      # embeddings
      curl http://127.0.0.1:PORT/v1/embeddings -H 'content-type: application/json' -d '{"model": "sim-embedding", "input": "Hello!"}'

      # the engine chooses among all models, by the profile that is named
      curl http://127.0.0.1:PORT/v1/chat/completions -H 'content-type: application/json' -d '{"model": "auto", "messages": [{"role": "user", "content": "Hello!"}]}'
      curl http://127.0.0.1:PORT/v1/messages -H 'content-type: application/json' -H 'anthropic-version: 2023-06-01' -d '{"model": "profile:cheap", "max_tokens": 256, "messages": [{"role": "user", "content": "Hello!"}]}'

      # what it would choose, and why: nothing is called
      curl http://127.0.0.1:PORT/v1/route -H 'content-type: application/json' -d '{"model": "profile:code", "needs": ["tools"]}'

      stop with Ctrl-C\
      """;

  private DemoGuide() {}

  static String text(int port) {
    return TEXT.replace("PORT", Integer.toString(port));
  }
}
