/**
 * What a request asks of routing: the model name and what it stands for to its caller, what the
 * body needs, what each format would lose of it. The same for requests that are served and for dry
 * runs.
 */
@NullMarked
package dev.signalbox.gateway.pipeline.question;

import org.jspecify.annotations.NullMarked;
