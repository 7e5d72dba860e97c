package dev.signalbox.gateway.sdk;

import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;

/** The exception classes of openai-java. */
final class OpenAiFailures {
  private OpenAiFailures() {}

  static Talk.Failure of(Throwable exception) {
    return switch (exception) {
      case UnauthorizedException _ -> Talk.Failure.UNAUTHORIZED;
      case NotFoundException _ -> Talk.Failure.NOT_FOUND;
      case BadRequestException _ -> Talk.Failure.BAD_REQUEST;
      case RateLimitException _ -> Talk.Failure.RATE_LIMITED;
      case InternalServerException _ -> Talk.Failure.SERVER;
      default -> Talk.Failure.OTHER;
    };
  }
}
