// What a property of a resource is, in words.

import { bytes, formatSize } from "../world/size.js";
import { formatInstant } from "../world/time.js";
import type { PropertyValue } from "./service.js";

/** `enabled`, `100 GiB`, `7 days`; `resource` says what a resource with that id is called, `nothing` stands for what is not there. */
export function propertyWords(value: PropertyValue, resource: (id: string) => string, nothing: string): string {
  switch (value.is) {
    case "text":
      return value.text;
    case "number":
      return String(value.value);
    case "size":
      return formatSize(bytes(value.bytes));
    case "days":
      return `${value.days} days`;
    case "instant":
      return formatInstant(value.at);
    case "resource":
      return resource(value.id);
    case "nothing":
      return nothing;
  }
}
