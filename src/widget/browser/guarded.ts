/** How does a fault of ours stay out of the page? Whatever the browser calls is wrapped in this. */

/** The same function, which warns on the console instead of throwing. */
export const guarded =
  <Given extends unknown[]>(callback: (...given: Given) => void) =>
  (...given: Given): void => {
    try {
      callback(...given);
    } catch (error) {
      console.warn(error);
    }
  };
