/** Fields of JSON and names as people write them: read strictly, and told what was meant. */
@NullMarked
package dev.signalbox.engine.text;

import org.jspecify.annotations.NullMarked;
