const read = (base64: string): Buffer => Buffer.from(base64, 'base64');

/** 40 x 40, 2000 + 900 sin(row / 5) cos(column / 6) + (37 column + 91 row) mod 53, by dcmcjpeg (DCMTK 3.6.7): lossless (+e1), extended (+ee). */
export const LOSSLESS = read(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/wwALEAAoACgBAREA/8QAHQAAAwEBAQEBAQEAAAAAAAAABQYHCAQDAgEAD//aAAgBAQABAAD/AAfPZR49lHj2UePZR48eyjx7KPHso8ePZR49lHj2UePHso8eyjx+2Bocyvrfaqqaj7qSn1rC2VCCGTi5/h29eh/7e2h9vZ1Pf3/N/LwMOnRRdXT/AIQZ3OBU1mw2eIP4oLIJh5f5+JGKqyNFea2lmq50rQ/XzZw+jzy0mc01lkkVI3G1GPyUFN0NOJCvF8KMFgdXug3mi0O5vLjWzfc7cQTV4ZV8JpJoyiwmCzmCwpGjknm3mriXHtPWJ7o9R0XW63o+qUy7urOWe+IDYQntPJVGUDP+eJPnHOctgMNjgGfqZ35JVt4pFW0tabbqO12bSNQoLhU+njKUIJ9TeRIsAznIMy5jjea87QJHk059g/5S2x/qWlrbdtX3y8aotFapVsYuxpXWEylzNThWepDmPLuXIlmTN8xhshFpwd1MN9E0bZ7prPQWhNa3q32DQj2y0LkXHMGlB45CZdmrMOW4dlzMUiz1DFSbJwZ1MuF7rFq1Xf8AQmu9B3u46XqD7Wu7kIrIP9mkeQc95uzLE8vZfjecM+ocim6ec/jFjolW03cr5oDW9/vGorBTreydrUtzY0mzhZiUDztI80Znj2b88TqKyed+wf8AKU1P2ha9arlqy8XbUllq99dWHral1KCqPHLI7D5znzO8rzxn2dRGPy7mVBDkRZLVRalXNM2i06csNY0C/Nxt941/PAdW85vKlSLQ9AhMMRYtIZWPSFk/5ddQanehaAqFV0VU6dfH1xZKT6cZfMAkkoIg+ZStbkUika3LJnwoyiUF870ROM1kdXq4vr5bXJrYqZ2fjQFycwglvpTUfwn8+nvEgIfynKhIIM5XL27KQZO1ViYqsfNlqL1fTfwiM7jRRwGBKLi2tEFtbJL4E0GFjmfl8HH5+nj09fV6+/p2+PJs5B7HjzgZ+Lka+bn527w523n5mvj4+FlHDWEUJPBw4Y4HDHhApgGDR7Nj9o8P566u4lSSxelFCVC6vT8beEWbX1nqUE1K/ElJ+k5S7FsEHZOTPnL/AHXSjrJYG9xtDi3V9kOE3784zq6p/iDOZoEl0sCTGbcKKmq5gb4ZY5velMbdbqDR9AUulUe6u7bVSfq1BVb5ncukqlGIokRWNKspmiD6Loxxzb40E83XOk1XSFgsVf0hU6RcGw4/coNQ5JdIEiFQKaZ9gE7hsZkwpHWGH8hLgQZbbSaxpi2XG56ltdi0VR3Wr9vOB/ZvJUiDZ6k+bc25vlWf4Yny1A6xf6u+ZOvv1S0tbrvfdZ327ahr9PuDP3+BVJmSlC8+STM+YswRnNWdJxE5NwqYr7SvikttC0VZrpfdcaF0HrG42TRD+0kW5eRwkag8szTmHLcQy7mSSZ+h6xOlEU8jnEq20LRdmums9B6F1xfblpmpv7TRvBf85fGp5nbNOYIhlrLsZzfn1Ekc6UWD0o/mUarpUrFqS8X7Wt9vFt0rT3yuEOcskTFShees3xrMOX4xmnOc3iUmnnQL+3XyI1t5pWjrLbdUXW5WzTNXo9sYu5sApc2WYlBJdnDNkgzbnSZQqNSvlVRTvVfGgn3C6UyraTsVksWkqrSrk2nH/mBKHFLY8jQiATHPmfYGgxeSCUZYYfy4NvQWrLg+XilU2n6CpNCt7exUn15AvYjTkFIo2kxGIxJMj0nDz9NJDPjXnL+0Isfrra5OtrdHKwsx6ldf5yHVxR+Z9NwstlUpAS6Zj0JM7AI3w0xxt/779lHKl6eaM0wqQoPt/eDQKCE1dS+0pHRfJGSP1PVCAAONa9RM3Fyczb4+Tj5/Dj5+Pi283I0DxzEJEHAoQGZBAzQQMcEixjLwbZHCxBsGBLLy8TXl8AXBhj4scz8fP4uPz/Ov1+u37+OXl4crSPG6hFgyaqn/AMjIXMgoKH5pah2LoVi5Pj0oBAtTzh+pnjhikd3Q7eHCe0qJJqKNxTSWr0mksmXpfNeNIUygvn9KKaZLC5O9uenl1sjSfpfV+NAXQh1WRx0skKbEobDUOJRpXl07/FkT5UA00WqgUjQdRqdQ0DRXuyMRN54gWoQqjyS6PRCd5/zzLc9Z/nsSkAVCVBDkRYrTRKho+xWaz6Zr9W0A+NtP6ONfp4T0nElic6zxm+P5ozXJc9QaLLk8UTvyVr77TtJWi43bVd0tumavRrUwdfGTcDKXNI+g58zfGswZeiuZ845+RJFN/UP+U1uodV01cr3rXQN+1ZbK/oJ6ZO1qW6CDSpkpQnPEgzDluHZczHmyYQyPi04M6mXCi6OtN21poTQ2t75cLFoZ8ZaHyLf/2Q==',
);
export const EXTENDED = read(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5ESUM8SDc9Pjv/wQALDAAoACgBAREA/8QAGAABAQADAAAAAAAAAAAAAAAACQoEBgj/xAAxEAABAgQDBgQGAwEAAAAAAAABAgMEBQYRAAcICRIhMVGxE0GRoRRhcYHB4RUi8dH/2gAIAQEAAD8AnAz22fVL5d00/HwMtZQtCN4ENgW6G3YYDnWXnVH5FRsYzL4lbfw6lJSlC+N+n/T6Y4Ck+03q+Pqf+Odm73hFyxG+bW8vt0Hn9MKfomqmJz8eg0TBSnREFI/vxVx5/c+w9MM1lhs26TqumW492Uw7hU1feKBb/O59MZuonXLSle0tEwMFHMqW4gpFlgniO/YemJ8ddWUcfnHMJg5KodT4dKt0pF0n9D3Ppg2ZHs7q0gqzEwdl0Twc3yfDN+fD79B5fXDCaBabiMloiXqmw+HDdhuqNhYcSPbifTDuZSbQCj6ZpRmBcmUOgobA4qHHhYG3YYkF0/a96szCqViAi5i8pt1YSUlZsBflfp1OHk0R5OS/O6Bgno+HQ94yUm603vfkbdh/uEOnGzXo2ApUx6JSwVhsqJCRe9uV+vU9ME1rnpljItuNcl6UsloG24LAAfge+BIzW2i1XUtVTsC1M4httt0pCQs3vf3V2xsGnzQXVNAVRDR8fAOtpSsKups2AH474fLRBnHL8lYGBbmcQIbwQlNlqsb8uN/M+2EVnW0ho2MpIy1qaQxPh7p/uLH5fTqfPsSOu6pWs7249MrX47j9zdPG1+Rt16DAe5r7O+r6pqt2YtSt9SVOEpSlB68h+T+zivjURoVpOgKaiI2FlzKXUI3iQgAj5/XoMT+66c35lkvMI5uXPLZDJUlCG1W5eQ/J/ZwcMn2i9Zx1XCXqmj/geIAbrNiL8yOnQYXvQZUj+dzsAiYqU8XyneK+J4+XHz6ny7uhlPs+aNqekWZg/LoZ1a2gRdIIsOvyHvj//9k=',
);
/** 37 x 29 in colour, by cjpeg -sample 2x2 (libjpeg-turbo): baseline. */
export const COLOUR = read(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAdACUDASIAAhEBAxEB/8QAGQAAAwEBAQAAAAAAAAAAAAAAAAMEAgUG/8QAIxAAAgICAgIBBQAAAAAAAAAAAQIAAwQRBRIhMVETIjJhcf/EABkBAAIDAQAAAAAAAAAAAAAAAAEEAAMFBv/EACARAAICAgICAwAAAAAAAAAAAAECAAMREgQiEzEUIUH/2gAMAwEAAhEDEQA/AH8haPxWJw62LdjuTYpbJu8/M9CtCVUbPxG1Pip1ku7jWv6kOVaFr6n3OYlIts3DkLS1pC+o/AUgbaYHMGhzLksXj16n2ZXXupeohMXOpYeYQVrlQTFvhXP2z7jePwxSgciY5DP6joDLLHK06AnDuX6l22P7m9xRuuzQ4LPsnqbxaDkP2Yb8y3JRcerxGYiCqr7f5OdyOQ7to+pz/NJe7H5L0C3N2kjZDM58bhH42Mrpsk7hG1dAAIWusU4E/9k=',
);

/** The same without the middle fifth of what is coded: all headers, the beginning and the end are whole. */
export function withoutMiddleOfScan(frame: Buffer): Buffer {
  const scan = frame.indexOf(Buffer.from([0xff, 0xda]));
  const start = scan + 2 + frame.readUInt16BE(scan + 2);
  const length = frame.length - 2 - start;
  return Buffer.concat([
    frame.subarray(0, start + Math.floor(length * 0.4)),
    frame.subarray(start + Math.floor(length * 0.6)),
  ]);
}

/** The same with some bytes of its middle twice: all headers, the beginning and the end are whole, and there are bytes enough. */
export function withBytesTwice(frame: Buffer): Buffer {
  const scan = frame.indexOf(Buffer.from([0xff, 0xda]));
  const start = scan + 2 + frame.readUInt16BE(scan + 2);
  const middle = start + Math.floor((frame.length - 2 - start) / 2);
  return Buffer.concat([frame.subarray(0, middle + 12), frame.subarray(middle)]);
}
