/**
 * An encoder of prompts that runs a small model in native code, for those who want it; the gateway
 * finds it by the service {@code signals.prompt.PromptEncoderProvider}. Only built with the profile
 * {@code onnx}.
 */
@NullMarked
package dev.signalbox.onnx;

import org.jspecify.annotations.NullMarked;
