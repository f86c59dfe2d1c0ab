/**
 * Follows a link to a position: shown in the comparison that stands on the same page, whatever
 * element it stands in. Answers whether there is one.
 */
export function showPosition(article: string, id: string): boolean {
  for (const element of document.querySelectorAll('stance-comparison')) {
    const cell = element.shadowRoot?.getElementById(id);
    if (element.getAttribute('article') !== article || !(cell instanceof HTMLTableCellElement)) {
      continue;
    }
    const select = element.shadowRoot?.querySelector<HTMLSelectElement>('.pick-0');
    // Where two actors stand face to face the cell's own must be one of them.
    if (select && !cell.checkVisibility()) select.selectedIndex = cell.cellIndex - 1;
    cell.tabIndex = -1;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'center' });
    return true;
  }
  return false;
}
