/** Studies in the first page: they fill a screen and no more, since it is what a person waits for. */
export const FIRST_PAGE = 30;
