/** Outlines on a grid of 20 × 20, drawn with a line 1.5 wide. */
export const icons = {
  run: 'M3 15a7.5 7.5 0 1 1 14 0M10 13l3.5-5M8.8 14.2a1.2 1.2 0 1 0 2.4 0 1.2 1.2 0 1 0-2.4 0',
  library: 'M3.5 4.5h3v11h-3zM8.5 4.5h3v11h-3zM13.6 5l2.8-.7 2 10.7-2.8.7z',
  workshop: 'M3 4h14v9H3zM10 13v3.5M6.5 16.5h7M8.5 6.5v4l3.5-2z',
  method: 'M3.5 12.5 12.5 3.5l4 4-9 9zM6 10l1.5 1.5M8.5 7.5 10 9M11 5l1.5 1.5',
  play: 'M6 4.5v11l9-5.5z',
  stop: 'M5.5 5.5h9v9h-9z',
  copy: 'M7 7h9v9H7zM13 7V4H4v9h3',
  export: 'M10 12.5v-9M6.5 7 10 3.5 13.5 7M4 12v4.5h12V12',
  import: 'M10 3.5v9M6.5 9 10 12.5 13.5 9M4 12v4.5h12V12',
  expand: 'M12 4h4v4M16 4l-5 5M8 16H4v-4M4 16l5-5',
  shrink: 'M16 9h-5V4M11 9l5-5M4 11h5v5M9 11l-5 5',
  search: 'M8.5 14a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM12.5 12.5 17 17',
  up: 'M10 16V4.5M5.5 9 10 4.5 14.5 9',
  down: 'M10 4v11.5M5.5 11 10 15.5 14.5 11',
  trash: 'M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5M11.5 8.5v5',
  folder: 'M3 15.5v-11h5l1.5 2H17v9z',
  close: 'M5 5l10 10M15 5 5 15',
  sun: 'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6 16 16M4 16l1.4-1.4M14.6 5.4 16 4',
  moon: 'M16.5 12A7 7 0 0 1 8 3.5 7 7 0 1 0 16.5 12z',
  system: 'M3 4h14v9.5H3zM7.5 16.5h5M10 13.5v3',
  repeat: 'M15.5 7A6.2 6.2 0 1 0 16 11.5M15.8 3v4.2h-4.2',
  edit: 'M4 16l.8-3.7L13.5 3.6l2.9 2.9L7.7 15.2zM11.5 5.6l2.9 2.9',
  caution: 'M10 3.5 17.5 16h-15zM10 8v4M10 14v.2',
} as const

export type IconName = keyof typeof icons
