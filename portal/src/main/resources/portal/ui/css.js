/**
 * Sets custom properties or styles through the object model: style attributes in markup are
 * forbidden here, which Lit's own directive would write first.
 */
import { directive, Directive } from 'lit/directive.js';

class Css extends Directive {
  render(_styles) {
    return undefined;
  }

  update(part, [styles]) {
    for (const [name, value] of Object.entries(styles)) {
      part.element.style.setProperty(name, value);
    }
    return this.render(styles);
  }
}

/** `<div ${css({'--share': '40%'})}>` */
export const css = directive(Css);
